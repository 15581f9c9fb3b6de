package io.anyfs.expose.ftp;

import io.anyfs.expose.ftp.Verb.Parameter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a client sets for the commands that follow. */
final class SettingVerbs {

    private static final Pattern ALLOCATION = Pattern.compile("(\\d{1,18})( +R +\\d{1,18})?", Pattern.CASE_INSENSITIVE);

    private static final Pattern RANGE = Pattern.compile("(\\d{1,18}) +(\\d{1,18})");
    private static final Pattern DEFLATE_OPTION = Pattern.compile("Z(?: +LEVEL +([1-9]))?", Pattern.CASE_INSENSITIVE);

    private SettingVerbs() {}

    /** @param modes that the server lets clients use */
    static List<Verb> all(Set<TransferMode> modes) {
        return List.of(
                Verb.anybody("NOOP", Parameter.OPTIONAL, "", (client, argument) -> FtpReply.of(200, "Fine")),
                Verb.anybody("CLNT", Parameter.OPTIONAL, "name", (client, argument) -> FtpReply.of(200, "Welcome")),
                Verb.anybody("LANG", Parameter.OPTIONAL, "[tag]", SettingVerbs::language),
                Verb.anybody(
                        "OPTS",
                        Parameter.REQUIRED,
                        "UTF8 ON | MLST [fact;...] | HASH [name] | MODE Z LEVEL 1-9",
                        (client, argument) -> options(client, modes, argument)),
                Verb.user("TYPE", Parameter.REQUIRED, "A | I | L 8", SettingVerbs::type),
                Verb.user(
                        "MODE",
                        Parameter.REQUIRED,
                        letters(modes, " | "),
                        (client, argument) -> mode(client, modes, argument)),
                Verb.user("STRU", Parameter.REQUIRED, "F", (client, argument) -> structure(argument)),
                Verb.user("ALLO", Parameter.REQUIRED, "bytes", SettingVerbs::allocate),
                Verb.user("REST", Parameter.REQUIRED, "offset", SettingVerbs::restart),
                Verb.user("RANG", Parameter.REQUIRED, "first-byte last-byte", SettingVerbs::range),
                Verb.user(
                        "ACCT",
                        Parameter.REQUIRED,
                        "account",
                        // RFC 959 section 5.4.
                        (client, argument) -> FtpReply.of(202, "There are no accounts, and none is needed")));
    }

    private static String letters(Set<TransferMode> modes, String between) {
        return modes.stream().map(TransferMode::letter).collect(Collectors.joining(between));
    }

    private static FtpReply mode(Conversation client, Set<TransferMode> modes, String argument) {
        for (TransferMode mode : modes) {
            if (argument.strip().equalsIgnoreCase(mode.letter())) {
                client.settings.mode = mode;
                return FtpReply.of(200, "MODE is " + mode.letter());
            }
        }
        return FtpReply.of(504, "Only MODE " + letters(modes, " and "));
    }

    private static FtpReply structure(String argument) {
        return argument.strip().equalsIgnoreCase("F") ? FtpReply.of(200, "STRU is F") : FtpReply.of(504, "Only STRU F");
    }

    private static FtpReply language(Conversation client, String argument) {
        String tag = argument.strip().toLowerCase(Locale.ROOT);
        return tag.isEmpty() || tag.equals("en") || tag.startsWith("en-")
                ? FtpReply.of(200, "English it is")
                : FtpReply.of(504, "Only English");
    }

    private static FtpReply options(Conversation client, Set<TransferMode> modes, String argument) {
        String[] words = argument.strip().split(" +", 2);
        String option = words[0].toUpperCase(Locale.ROOT);
        String value = words.length > 1 ? words[1].strip() : "";
        return switch (option) {
            case "UTF8", "UTF-8" ->
                value.isEmpty() || value.equalsIgnoreCase("ON") || value.equalsIgnoreCase("NLST")
                        ? FtpReply.of(200, "UTF-8 it is")
                        : FtpReply.of(504, "Only UTF-8");
            case "MLST" -> facts(client, value);
            case "HASH" -> hash(client, value);
            case "MODE" -> deflate(client, modes, value);
            default -> FtpReply.of(501, "Unknown option");
        };
    }

    private static FtpReply hash(Conversation client, String name) {
        FtpHash wanted = name.isEmpty() ? client.settings.hash : FtpHash.named(name);
        if (wanted == null) {
            return FtpReply.of(501, "Unknown hash; FEAT tells which there are");
        }
        client.settings.hash = wanted;
        return FtpReply.of(200, wanted.label());
    }

    private static FtpReply deflate(Conversation client, Set<TransferMode> modes, String value) {
        Matcher level = DEFLATE_OPTION.matcher(value);
        if (!modes.contains(TransferMode.DEFLATE) || !level.matches()) {
            return FtpReply.of(501, "Unknown option");
        }
        if (level.group(1) != null) {
            client.settings.deflateLevel = Integer.parseInt(level.group(1));
        }
        return FtpReply.of(200, "MODE Z LEVEL is " + client.settings.deflateLevel);
    }

    /** RFC 3659 section 7.9: what is not known is left out. */
    private static FtpReply facts(Conversation client, String wanted) {
        Set<MachineFact> chosen = EnumSet.noneOf(MachineFact.class);
        for (String name : wanted.split(";", -1)) {
            for (MachineFact fact : MachineFact.values()) {
                if (fact.label().equalsIgnoreCase(name)) {
                    chosen.add(fact);
                }
            }
        }
        client.settings.facts = chosen;
        String named = chosen.stream().map(fact -> fact.label() + ";").collect(Collectors.joining());
        return FtpReply.of(200, ("MLST OPTS " + named).strip());
    }

    private static FtpReply type(Conversation client, String argument) {
        TransferType type = switch (argument.strip().toUpperCase(Locale.ROOT).replaceAll(" +", " ")) {
            case "A", "A N" -> TransferType.ASCII;
            case "I", "L 8", "L8" -> TransferType.IMAGE;
            default -> null;
        };
        if (type == null) {
            return FtpReply.of(504, "Only TYPE A, I and L 8");
        }
        client.settings.type = type;
        return FtpReply.of(200, "TYPE is " + type.letter());
    }

    private static FtpReply allocate(Conversation client, String argument) {
        Matcher size = ALLOCATION.matcher(argument.strip());
        if (!size.matches()) {
            return FtpReply.of(501, "ALLO needs a number of bytes");
        }
        client.settings.allocate(Long.parseLong(size.group(1)));
        return FtpReply.of(200, "The next upload is stored if it has exactly this size");
    }

    private static FtpReply restart(Conversation client, String argument) {
        String digits = argument.strip();
        if (digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return FtpReply.of(501, "REST needs an offset in bytes");
        }
        client.settings.restartAt(Long.parseLong(digits));
        return FtpReply.of(350, "The next transfer begins at " + digits);
    }

    /** Both ends are in the range; a range that ends before it begins is none, and takes back what was set. */
    private static FtpReply range(Conversation client, String argument) {
        Matcher numbers = RANGE.matcher(argument.strip());
        if (!numbers.matches()) {
            return FtpReply.of(501, "RANG needs: first-byte last-byte");
        }
        long first = Long.parseLong(numbers.group(1));
        long last = Long.parseLong(numbers.group(2));
        if (last < first) {
            client.settings.setRange(null);
            return FtpReply.of(350, "The next transfer is of all");
        }
        client.settings.setRange(new ByteRange(first, last + 1));
        return FtpReply.of(350, "The next transfer is from " + first + " to " + last);
    }
}
