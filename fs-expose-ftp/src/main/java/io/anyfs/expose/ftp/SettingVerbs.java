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

    private SettingVerbs() {}

    static List<Verb> all() {
        return List.of(
                Verb.anybody("NOOP", Parameter.OPTIONAL, "", (client, argument) -> FtpReply.of(200, "Fine")),
                Verb.anybody("CLNT", Parameter.OPTIONAL, "name", (client, argument) -> FtpReply.of(200, "Welcome")),
                Verb.anybody("LANG", Parameter.OPTIONAL, "[tag]", SettingVerbs::language),
                Verb.anybody("OPTS", Parameter.REQUIRED, "UTF8 ON | MLST [fact;...]", SettingVerbs::options),
                Verb.user("TYPE", Parameter.REQUIRED, "A | I | L 8", SettingVerbs::type),
                Verb.user("MODE", Parameter.REQUIRED, "S", (client, argument) -> only("S", argument, "MODE")),
                Verb.user("STRU", Parameter.REQUIRED, "F", (client, argument) -> only("F", argument, "STRU")),
                Verb.user("ALLO", Parameter.REQUIRED, "bytes", SettingVerbs::allocate),
                Verb.user("REST", Parameter.REQUIRED, "offset", SettingVerbs::restart));
    }

    private static FtpReply only(String known, String argument, String what) {
        return argument.strip().equalsIgnoreCase(known)
                ? FtpReply.of(200, what + " is " + known)
                : FtpReply.of(504, "Only " + what + " " + known);
    }

    private static FtpReply language(Conversation client, String argument) {
        String tag = argument.strip().toLowerCase(Locale.ROOT);
        return tag.isEmpty() || tag.equals("en") || tag.startsWith("en-")
                ? FtpReply.of(200, "English it is")
                : FtpReply.of(504, "Only English");
    }

    private static FtpReply options(Conversation client, String argument) {
        String[] words = argument.strip().split(" +", 2);
        String option = words[0].toUpperCase(Locale.ROOT);
        String value = words.length > 1 ? words[1].strip() : "";
        return switch (option) {
            case "UTF8", "UTF-8" ->
                value.isEmpty() || value.equalsIgnoreCase("ON") || value.equalsIgnoreCase("NLST")
                        ? FtpReply.of(200, "UTF-8 it is")
                        : FtpReply.of(504, "Only UTF-8");
            case "MLST" -> facts(client, value);
            default -> FtpReply.of(501, "Unknown option");
        };
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
}
