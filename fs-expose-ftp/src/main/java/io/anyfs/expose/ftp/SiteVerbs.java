package io.anyfs.expose.ftp;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.expose.ftp.Verb.Parameter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the protocol has no command for: modes, times, links. */
final class SiteVerbs {

    private static final Pattern MODE_AND_PATH = Pattern.compile("([0-7]{3,5}) (.+)", Pattern.DOTALL);
    private static final Pattern TIME_AND_PATH = Pattern.compile("(\\d{12}|\\d{14}) (.+)", Pattern.DOTALL);
    /** What lftp and others send: access, modification and change time. */
    private static final Pattern PATH_AND_TIMES =
            Pattern.compile("(.+) (\\d{14}) (\\d{14}) (\\d{14}) UTC", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    /** A name with spaces is in quotes, or escaped as lftp does it. Possessive, so that a long one needs no deep stack. */
    private static final String WORD = "(\"[^\"]+\"|(?:\\\\.|[^ \"\\\\])++)";

    private static final Pattern TWO_PATHS = Pattern.compile(WORD + " " + WORD);

    private SiteVerbs() {}

    static List<Verb> all() {
        return List.of(Verb.user("SITE", Parameter.REQUIRED, "CHMOD | UTIME | SYMLINK | HELP", SiteVerbs::site));
    }

    private static FtpReply site(Conversation client, String argument) throws IOException {
        int space = argument.indexOf(' ');
        String name = (space < 0 ? argument : argument.substring(0, space)).toUpperCase(Locale.ROOT);
        String rest = space < 0 ? "" : argument.substring(space + 1);
        return switch (name) {
            case "CHMOD" -> changeMode(client, rest);
            case "UTIME" -> changeTime(client, rest);
            case "SYMLINK" -> link(client, rest);
            case "HELP" -> help(client);
            default -> FtpReply.of(504, "SITE does not know that; SITE HELP tells what it knows");
        };
    }

    /** What works with the storage at hand. */
    static List<String> known(Conversation client) {
        List<String> known = new ArrayList<>();
        if (FeatureVerbs.can(client, Capability.SET_MODE)) {
            known.add("CHMOD");
        }
        if (FeatureVerbs.can(client, Capability.SET_LAST_MODIFIED)) {
            known.add("UTIME");
        }
        if (FeatureVerbs.can(client, Capability.SYMBOLIC_LINKS)) {
            known.add("SYMLINK");
        }
        return known;
    }

    private static FtpReply help(Conversation client) {
        List<String> lines = new ArrayList<>();
        for (String name : known(client)) {
            switch (name) {
                case "CHMOD" -> lines.add("CHMOD octal-mode path");
                case "UTIME" -> {
                    lines.add("UTIME YYYYMMDDhhmmss path");
                    lines.add("UTIME path access-time modification-time change-time UTC");
                }
                default -> lines.add("SYMLINK target link");
            }
        }
        lines.add("HELP");
        return FtpReply.of(214, "SITE knows", lines, "End");
    }

    private static FtpReply changeMode(Conversation client, String argument) throws IOException {
        Matcher parts = MODE_AND_PATH.matcher(argument);
        int mode = parts.matches() ? Integer.parseInt(parts.group(1), 8) : -1;
        if (mode < 0 || mode > 07777) {
            return FtpReply.of(501, "SITE CHMOD needs: octal-mode path");
        }
        FsPath path = client.path(parts.group(2));
        client.session().setAttributes(path, AttributeChanges.mode(mode), Links.FOLLOW);
        return FtpReply.of(200, "The mode was changed");
    }

    private static FtpReply changeTime(Conversation client, String argument) throws IOException {
        String name;
        Instant time;
        Instant access = null;
        Matcher long_ = PATH_AND_TIMES.matcher(argument);
        Matcher short_ = TIME_AND_PATH.matcher(argument);
        if (long_.matches()) {
            name = long_.group(1);
            time = MachineTime.parse(long_.group(3));
            access = MachineTime.parse(long_.group(2));
        } else if (short_.matches()) {
            name = short_.group(2);
            time = MachineTime.parse(short_.group(1));
        } else {
            return FtpReply.of(501, "SITE UTIME needs: YYYYMMDDhhmmss path");
        }
        if (time == null) {
            return FtpReply.of(501, "There is no such time");
        }
        FsPath path = client.path(name);
        AttributeChanges changes = AttributeChanges.lastModified(time);
        if (access != null && client.session().capabilities(path).has(Capability.SET_LAST_ACCESS)) {
            changes = changes.withLastAccess(access);
        }
        client.session().setAttributes(path, changes, Links.FOLLOW);
        return FtpReply.of(200, "The time was changed");
    }

    private static FtpReply link(Conversation client, String argument) throws IOException {
        Matcher parts = TWO_PATHS.matcher(argument);
        if (!parts.matches()) {
            return FtpReply.of(501, "SITE SYMLINK needs: target link");
        }
        client.session().createSymbolicLink(client.path(unquoted(parts.group(2))), unquoted(parts.group(1)));
        return FtpReply.of(200, "The link was created");
    }

    private static String unquoted(String word) {
        return word.startsWith("\"") ? word.substring(1, word.length() - 1) : word.replaceAll("\\\\(.)", "$1");
    }
}
