package io.anyfs.expose.admin;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Asks a running service, over its {@link AdminSocket}. */
public final class AdminClient {

    private AdminClient() {}

    /**
     * Asks, and returns the rows of the answer without the last, which only says that it is whole.
     *
     * @param request {@code sessions}, {@code kill NUMBER}, {@code bans} or {@code unban RANGE}
     * @throws AdminException if the service refuses, with its words
     * @throws IOException if nobody answers there
     */
    public static List<AdminRow> ask(Path socket, String request) throws IOException {
        List<AdminRow> rows;
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                BufferedReader answer = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            Channels.newOutputStream(channel).write((request + "\n").getBytes(StandardCharsets.UTF_8));
            rows = answer.lines().map(AdminRow::parse).collect(Collectors.toList());
        }
        AdminRow last = rows.isEmpty() ? AdminRow.of("nothing") : rows.remove(rows.size() - 1);
        return switch (last.type()) {
            case "done" -> List.copyOf(rows);
            case "failed" -> throw new AdminException(last.get("message"));
            default -> throw new IOException(socket + ": the answer is cut short");
        };
    }

    /** The service refuses what was asked. */
    public static final class AdminException extends IOException {
        private static final long serialVersionUID = 1L;

        AdminException(String message) {
            super(message);
        }
    }
}
