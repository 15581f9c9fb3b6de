package io.anyfs.expose.ftp;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.expose.Session;
import io.anyfs.expose.ftp.Verb.Parameter;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is in directories. Entries are sent as the storage gives them, so that any number needs little memory. */
final class ListVerbs {

    /** STAT answers on the control connection, which is no place for long listings. */
    private static final int MAX_STAT_ENTRIES = 1_000;

    private ListVerbs() {}

    /** Writes one entry. */
    @FunctionalInterface
    private interface Format {
        String line(FileInfo info, String name) throws IOException;
    }

    static List<Verb> all() {
        return List.of(
                Verb.user(
                        "LIST",
                        Parameter.OPTIONAL,
                        "[-flags] [path]",
                        (client, argument) ->
                                usingUp(client, () -> list(client, "LIST", argument, longFormat(client)))),
                Verb.user(
                        "NLST",
                        Parameter.OPTIONAL,
                        "[-flags] [path]",
                        (client, argument) ->
                                usingUp(client, () -> list(client, "NLST", argument, (info, name) -> name))),
                Verb.path(
                        "MLSD", Parameter.OPTIONAL, (client, path) -> usingUp(client, () -> machineList(client, path))),
                Verb.user("STAT", Parameter.OPTIONAL, "[path]", ListVerbs::status));
    }

    private interface Action {
        FtpReply run() throws IOException;
    }

    private static FtpReply usingUp(Conversation client, Action action) throws IOException {
        try {
            return client.data().isAgreed() ? action.run() : DataTransfer.nothingAgreed();
        } finally {
            client.data().forget();
            client.settings.takeRestart();
        }
    }

    private static FtpReply machineList(Conversation client, FsPath path) throws IOException {
        try (Entries entries = Entries.of(client.session(), path)) {
            return send(client, "MLSD " + path, entries, machineFormat(client, path));
        }
    }

    private static FtpReply list(Conversation client, String verb, String argument, Format format) throws IOException {
        try (Entries entries = named(client, withoutFlags(argument))) {
            return send(client, verb, entries, format);
        }
    }

    private static FtpReply status(Conversation client, String argument) throws IOException {
        if (argument.isBlank()) {
            return StatusReply.of(client);
        }
        Format format = longFormat(client);
        List<String> lines = new ArrayList<>();
        try (Entries entries = named(client, withoutFlags(argument))) {
            for (FileInfo info = entries.next(); info != null; info = entries.next()) {
                if (lines.size() == MAX_STAT_ENTRIES) {
                    lines.add("and more; LIST tells all");
                    break;
                }
                lines.add(format.line(info, entries.name(info)));
            }
        }
        return FtpReply.of(213, "Status", lines, "End of status");
    }

    private static FtpReply send(Conversation client, String what, Entries entries, Format format) throws IOException {
        return DataTransfer.run(client, what, "The listing follows", (data, transfer) -> {
            try (LineSender lines = new LineSender(data, transfer)) {
                int count = 0;
                for (FileInfo info = entries.next(); info != null; info = entries.next()) {
                    lines.send(format.line(info, entries.name(info)));
                    count++;
                }
                lines.flush();
                data.end();
                return FtpReply.of(226, count + " entries");
            }
        });
    }

    /** What LIST, NLST or STAT name: a directory, one entry, or a pattern in the last name. */
    private static Entries named(Conversation client, String argument) throws IOException {
        FsPath path = client.path(argument);
        Session session = client.session();
        boolean pattern = NamePattern.hasWildcards(path.name());
        FileInfo info;
        try {
            info = session.stat(path);
        } catch (NoSuchFileException missing) {
            if (pattern) {
                return Entries.matching(session, path.parentOrRoot(), new NamePattern(path.name()));
            }
            // A link that leads nowhere is there all the same.
            info = session.lstat(path);
        }
        return info.isDirectory() ? Entries.of(session, path) : Entries.single(session.lstat(path), argument);
    }

    /** Clients give the flags of ls; none of them changes what is told. */
    private static String withoutFlags(String argument) {
        String rest = argument.stripLeading();
        if (!rest.startsWith("-")) {
            return argument;
        }
        while (rest.startsWith("-")) {
            int space = rest.indexOf(' ');
            rest = space < 0 ? "" : rest.substring(space + 1).stripLeading();
        }
        return rest;
    }

    private static Format longFormat(Conversation client) {
        LongFormat format = new LongFormat();
        return (info, name) -> format.line(info, name, target(client.session(), info));
    }

    private static Format machineFormat(Conversation client, FsPath directory) {
        Capabilities capabilities = client.session().capabilities(directory);
        Set<MachineFact> facts = client.settings.facts;
        return (info, name) -> MachineFact.line(info, capabilities, facts) + " " + name;
    }

    private static @Nullable String target(Session session, FileInfo info) {
        if (!info.isSymbolicLink() || !session.capabilities(info.path()).has(Capability.SYMBOLIC_LINKS)) {
            return null;
        }
        try {
            return session.readLink(info.path());
        } catch (IOException gone) {
            return null;
        }
    }
}
