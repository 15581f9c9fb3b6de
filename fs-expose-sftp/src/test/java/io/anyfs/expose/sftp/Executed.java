package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/**
 * What came of a command.
 *
 * @param out what it sent, byte by byte as a character
 * @param errors what it complained about
 */
record Executed(int exitCode, String out, String errors) {

    /** Runs a command to its end, and gives it all of its input at once. */
    static Executed command(ClientSession session, String line, String input) throws IOException {
        try (ChannelExec channel = session.createExecChannel(line)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream errors = new ByteArrayOutputStream();
            channel.setOut(out);
            channel.setErr(errors);
            channel.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)));
            channel.open().verify(Served.PATIENCE);
            Set<ClientChannelEvent> events = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), Served.PATIENCE);
            assertTrue(events.contains(ClientChannelEvent.CLOSED), () -> line + ": " + events);
            Integer exitCode = channel.getExitStatus();
            return new Executed(
                    exitCode == null ? -1 : exitCode,
                    out.toString(StandardCharsets.ISO_8859_1),
                    errors.toString(StandardCharsets.UTF_8));
        }
    }
}
