package io.anyfs.expose.ftp;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.expose.ftp.Verb.Parameter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is in directories. Entries are sent as the storage gives them, so that any number needs little memory. */
final class ListVerbs {

    /** STAT answers on the control connection, which is no place for long listings. */
    private static final int MAX_STAT_ENTRIES = 1_000;

    private ListVerbs() {}

    static List<Verb> all() {
        return List.of(
                Verb.user(
                        "LIST",
                        Parameter.OPTIONAL,
                        "[-flags] [path]",
                        (client, argument) -> usingUp(client, () -> list(client, ListStyle.LONG, argument))),
                Verb.user(
                        "NLST",
                        Parameter.OPTIONAL,
                        "[-flags] [path]",
                        (client, argument) -> usingUp(client, () -> list(client, ListStyle.NAMES, argument))),
                Verb.path(
                        "MLSD", Parameter.OPTIONAL, (client, path) -> usingUp(client, () -> machineList(client, path))),
                Verb.user("STAT", Parameter.OPTIONAL, "[path]", ListVerbs::status));
    }

    private interface Action {
        FtpReply run() throws IOException;
    }

    private interface Lines {
        FtpReply sendTo(LineSender lines) throws IOException;
    }

    private static FtpReply usingUp(Conversation client, Action action) throws IOException {
        try {
            return client.data().isAgreed() ? action.run() : DataTransfer.nothingAgreed();
        } finally {
            client.data().forget();
            client.settings.takeRestart();
            client.settings.takeRange();
        }
    }

    private static FtpReply machineList(Conversation client, FsPath path) throws IOException {
        try (Entries entries = Entries.of(client.session(), path, "")) {
            LineFormat format = new FactLine(client.session(), path, client.settings.facts);
            return send(client, "MLSD " + path, lines -> entries(entries, format, lines));
        }
    }

    private static FtpReply list(Conversation client, ListStyle style, String argument) throws IOException {
        ListArguments arguments = ListArguments.parse(argument);
        try (Entries entries = Entries.named(client, arguments)) {
            Lines all = arguments.recursive()
                    ? lines -> new TreeListing(client.session(), style, lines).send(entries)
                    : lines -> entries(entries, style.format(client.session(), entries), lines);
            return send(client, style == ListStyle.LONG ? "LIST" : "NLST", all);
        }
    }

    private static FtpReply status(Conversation client, String argument) throws IOException {
        if (argument.isBlank()) {
            return StatusReply.of(client);
        }
        List<String> lines = new ArrayList<>();
        try (Entries entries = Entries.named(client, ListArguments.parse(argument))) {
            LineFormat format = ListStyle.LONG.format(client.session(), entries);
            for (FileInfo info = entries.next(); info != null; info = entries.next()) {
                if (lines.size() == MAX_STAT_ENTRIES) {
                    lines.add("and more; LIST tells all");
                    break;
                }
                StringBuilder line = new StringBuilder();
                format.append(line, info, Entries.nameOf(info));
                lines.add(line.toString());
            }
        }
        return FtpReply.verbatim(213, "Status", lines, "End of status");
    }

    private static FtpReply send(Conversation client, String what, Lines all) throws IOException {
        return DataTransfer.run(client, what, "The listing follows", (data, transfer) -> {
            try (DataSink sink = DataSink.of(data, client.settings);
                    LineSender lines = new LineSender(sink, transfer)) {
                FtpReply reply = all.sendTo(lines);
                lines.end();
                return reply;
            }
        });
    }

    private static FtpReply entries(Entries entries, LineFormat format, LineSender lines) throws IOException {
        int count = 0;
        StringBuilder line = new StringBuilder(256);
        for (FileInfo info = entries.next(); info != null; info = entries.next()) {
            line.setLength(0);
            format.append(line, info, Entries.nameOf(info));
            lines.send(line);
            count++;
        }
        return FtpReply.of(226, count + " entries");
    }
}
