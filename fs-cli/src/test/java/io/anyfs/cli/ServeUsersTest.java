package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.cli.command.Signals;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code serve --users}, while the file is changed. */
@Timeout(60)
class ServeUsersTest extends ServeCommandTests {

    @BeforeEach
    void users() throws IOException {
        Files.writeString(directory.resolve("pw"), "secret\n");
        for (String user : new String[] {"alice", "bob"}) {
            shell.run("user", "add", user, "--password-file", "pw", "--users", "users.yaml")
                    .succeeded();
        }
    }

    @Test
    void who_is_taken_out_of_the_file_is_sent_away_and_others_stay() throws Exception {
        RunningServer server = RunningServer.start(
                shell, directory, "serve", "data", "--ftp", "0", "--users", "users.yaml", "--ready-file", "ready");
        try (FtpTalk alice = login(server, "alice");
                FtpTalk bob = login(server, "bob")) {
            shell.run("user", "rm", "alice", "--users", "users.yaml").succeeded();

            IOException sentAway = assertThrows(IOException.class, () -> {
                while (alice.reply().startsWith("421")) {
                    // Then the connection ends.
                }
            });
            assertTrue(bob.say("PWD").startsWith("257"), sentAway::toString);
        }
        server.end(Signals.Signal.TERM).succeeded();
    }

    private static FtpTalk login(RunningServer server, String user) throws Exception {
        FtpTalk talk = FtpTalk.with(server.port("ftp"));
        talk.say("USER " + user);
        assertTrue(talk.say("PASS secret").startsWith("230"));
        return talk;
    }
}
