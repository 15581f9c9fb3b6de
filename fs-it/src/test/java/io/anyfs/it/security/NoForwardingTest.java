package io.anyfs.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.FileSystem;
import io.anyfs.expose.sftp.SftpServer;
import io.anyfs.it.wire.SshConnection;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.sftp.SFTPClient;
import net.schmizz.sshj.transport.TransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An account is for files: whatever else SSH could carry is refused, and the connection goes on. */
@Timeout(60)
class NoForwardingTest {

    @Test
    void agent_and_X11_forwarding_terminals_and_variables_are_refused() throws IOException {
        try (FileSystem files = MemoryFileSystem.create();
                SftpServer server = SftpServer.builder(files)
                        .user("alice", "secret")
                        .port(0)
                        .start();
                SSHClient client =
                        SshConnection.logIn("127.0.0.1", server.address().getPort(), "alice", "secret")) {
            Channel channel = new Channel(client);
            channel.open();
            for (String request :
                    List.of("auth-agent-req@openssh.com", "x11-req", "pty-req", "env", "unknown@example.org")) {
                assertThrows(ConnectionException.class, () -> channel.ask(request), request);
            }
            channel.close();
            try (SFTPClient sftp = client.newSFTPClient()) {
                assertEquals(List.of(), sftp.ls("/"));
            }
        }
    }

    private static final class Channel extends SessionChannel {

        Channel(SSHClient client) {
            super(client.getConnection(), StandardCharsets.UTF_8);
        }

        /** What each of them would need is left empty, as far as it goes. */
        void ask(String request) throws ConnectionException, TransportException {
            Buffer.PlainBuffer fields = new Buffer.PlainBuffer();
            for (int i = 0; i < 16; i++) {
                fields.putUInt32(0);
            }
            sendChannelRequest(request, true, fields).await(30, TimeUnit.SECONDS);
        }
    }
}
