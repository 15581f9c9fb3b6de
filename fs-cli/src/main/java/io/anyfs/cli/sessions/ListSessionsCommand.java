package io.anyfs.cli.sessions;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.text.ByteSize;
import io.anyfs.cli.text.Table;
import io.anyfs.cli.text.Table.Align;
import io.anyfs.expose.admin.AdminRow;
import io.anyfs.text.JsonLine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code anyfs sessions list}. */
@Command(
        name = "list",
        description = {
            "List the sessions of a running server: number, protocol, user, address, how long, how long idle, bytes to and from"
                    + " the client; below each what it has open, with bytes, rate over the last five seconds, and path."
        },
        footer = {"  anyfs sessions list /run/anyfs/admin", "  anyfs sessions list --json /run/anyfs/admin"})
final class ListSessionsCommand extends Subcommand {

    @Mixin
    private final Operator operator = new Operator();

    @Option(names = "--json", description = "One JSON object for each session.")
    private boolean json;

    ListSessionsCommand(Environment environment) {
        super(environment, SessionsCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        List<Row> sessions = new ArrayList<>();
        for (AdminRow row : operator.ask(environment(), "sessions")) {
            if (row.type().equals("session")) {
                sessions.add(new Row(row, new ArrayList<>()));
            } else if (!sessions.isEmpty()) {
                sessions.get(sessions.size() - 1).open().add(row);
            }
        }
        if (json) {
            for (Row session : sessions) {
                terminal().print(json(session));
            }
        } else {
            printTable(sessions);
        }
    }

    private void printTable(List<Row> sessions) throws IOException {
        Table table = new Table(
                Align.RIGHT, Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
        for (Row row : sessions) {
            AdminRow session = row.session();
            table.add(
                    session.get("number"),
                    session.get("protocol"),
                    session.get("user"),
                    session.get("address") + ":" + session.get("port"),
                    age(session.get("since")),
                    "idle " + age(session.get("lastActive")),
                    ByteSize.human(number(session, "bytesDown")) + " down",
                    ByteSize.human(number(session, "bytesUp")) + " up");
        }
        List<String> lines = table.lines();
        for (int i = 0; i < lines.size(); i++) {
            terminal().print(lines.get(i));
            for (AdminRow open : sessions.get(i).open()) {
                terminal()
                        .print("    " + open.get("kind").toLowerCase(Locale.ROOT) + "  "
                                + ByteSize.human(number(open, "bytes")) + "  "
                                + ByteSize.human(number(open, "bytesPerSecond")) + "/s  " + open.get("path"));
            }
        }
    }

    private static JsonLine json(Row row) {
        AdminRow session = row.session();
        List<JsonLine> open = new ArrayList<>();
        for (AdminRow file : row.open()) {
            open.add(JsonLine.readable()
                    .put("kind", file.get("kind").toLowerCase(Locale.ROOT))
                    .put("path", file.get("path"))
                    .put("bytes", number(file, "bytes"))
                    .put("bytesPerSecond", number(file, "bytesPerSecond"))
                    .put("millis", number(file, "millis")));
        }
        return JsonLine.readable()
                .put("session", number(session, "number"))
                .put("user", session.get("user"))
                .put("address", session.get("address"))
                .put("port", number(session, "port"))
                .put("protocol", session.get("protocol"))
                .put("since", session.get("since"))
                .put("lastActive", session.get("lastActive"))
                .put("bytesDown", number(session, "bytesDown"))
                .put("bytesUp", number(session, "bytesUp"))
                .putAll("open", open);
    }

    private static long number(AdminRow row, String name) {
        return Long.parseLong(row.get(name));
    }

    private static String age(String moment) {
        Duration age = Duration.between(Instant.parse(moment), Instant.now());
        return age.toHours() > 0
                ? age.toHours() + " h"
                : age.toMinutes() > 0 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }

    private record Row(AdminRow session, List<AdminRow> open) {}
}
