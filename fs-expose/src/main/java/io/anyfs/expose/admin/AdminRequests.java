package io.anyfs.expose.admin;

import io.anyfs.expose.AddressRange;
import io.anyfs.expose.Ban;
import io.anyfs.expose.FileService;
import io.anyfs.expose.Session;
import io.anyfs.expose.SessionInfo;
import io.anyfs.expose.TransferInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Answers what an operator asks. The last row is of type {@code done} or {@code failed}. */
record AdminRequests(FileService service) {

    List<AdminRow> answer(String request) {
        String[] words = request.strip().split(" +", 2);
        String argument = words.length > 1 ? words[1] : "";
        try {
            return switch (words[0]) {
                case "sessions" -> sessions();
                case "kill" -> kill(argument);
                case "bans" -> bans();
                case "unban" -> unban(argument);
                default -> failed("unknown request; there are sessions, kill, bans and unban");
            };
        } catch (IllegalArgumentException | IOException failure) {
            return failed(String.valueOf(failure.getMessage()));
        }
    }

    private List<AdminRow> sessions() {
        List<AdminRow> rows = new ArrayList<>();
        for (Session session : service.sessions()) {
            SessionInfo info = session.info();
            rows.add(AdminRow.of("session")
                    .with("number", info.number())
                    .with("user", info.user())
                    .with("address", info.from().getAddress().getHostAddress())
                    .with("port", info.from().getPort())
                    .with("protocol", info.protocol())
                    .with("since", info.since())
                    .with("lastActive", info.lastActive())
                    .with("bytesDown", info.bytesDown())
                    .with("bytesUp", info.bytesUp()));
            for (TransferInfo open : info.open()) {
                rows.add(AdminRow.of("open")
                        .with("kind", open.kind())
                        .with("path", open.path())
                        .with("bytes", open.bytes())
                        .with("bytesPerSecond", open.bytesPerSecond())
                        .with("millis", open.age().toMillis()));
            }
        }
        return done(rows);
    }

    private List<AdminRow> kill(String number) throws IOException {
        try {
            if (!service.kill(Long.parseLong(number), "ended by the operator")) {
                return failed("there is no session " + number);
            }
            return done(new ArrayList<>());
        } catch (NumberFormatException noNumber) {
            return failed("name the number of a session");
        }
    }

    private List<AdminRow> bans() {
        List<AdminRow> rows = new ArrayList<>();
        for (Ban ban : service.bans()) {
            rows.add(AdminRow.of("ban").with("addresses", ban.addresses()).with("until", ban.until()));
        }
        return done(rows);
    }

    private List<AdminRow> unban(String range) {
        int lifted = service.liftBans(AddressRange.parse(range));
        return lifted == 0 ? failed("nothing in " + range + " is banned") : done(new ArrayList<>());
    }

    private static List<AdminRow> done(List<AdminRow> rows) {
        rows.add(AdminRow.of("done"));
        return rows;
    }

    private static List<AdminRow> failed(String message) {
        return List.of(AdminRow.of("failed").with("message", message));
    }
}
