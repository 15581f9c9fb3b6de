package io.anyfs.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.RunningClient;
import io.anyfs.it.docs.Example;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tour for operators in {@code docs/overlays.md}, pasted into three terminals. Only its ports are others. */
@Timeout(300)
class OperatorsTourTest {

    private static final String HEADING = "A tour for operators";

    @TempDir
    private Path directory;

    @Test
    void the_tour_works_as_it_is_written() throws Exception {
        ClientHome home = ClientHome.in(directory);
        home.command("curl", "--version").run().requireSuccess();
        Path here = Files.createDirectory(directory.resolve("here"));
        Launcher anyfs = new Launcher(home);
        // The first start prepares the next ones, which takes longer.
        anyfs.run("--version").requireSuccess();
        List<String> terminals = terminals();
        try (RunningClient bucket = anyfs.shell(terminals.get(0)).in(here).start()) {
            String export = awaitLine(bucket, "export AWS_ACCESS_KEY_ID=");
            try (RunningClient serving =
                    anyfs.shell(export + "\n" + terminals.get(1)).in(here).start()) {
                awaitLine(serving, "Ctrl-C ends it");

                ClientResult users = anyfs.shell(export + "\n" + terminals.get(2))
                        .in(here)
                        .within(Duration.ofMinutes(2))
                        .run()
                        .requireSuccess();

                requireAsWritten(users);
                assertTrue(serving.output().startsWith("tree.yaml: nothing is wrong\n"), serving::toString);
            }
        }
    }

    private static void requireAsWritten(ClientResult users) {
        List<String> lines = users.output().lines().toList();
        assertEquals(List.of("from last year", "a note"), lines.subList(0, 2), users::toString);
        List<String> found = lines.stream()
                .filter(line -> line.startsWith("spec:tree.yaml"))
                .sorted()
                .toList();
        assertEquals(
                List.of("spec:tree.yaml!/archive/old.txt", "spec:tree.yaml!/incoming/alice/report.txt"),
                found,
                users::toString);
        assertTrue(lines.stream().anyMatch(line -> line.matches("write +no")), users::toString);
        assertEquals(
                2,
                users.errors()
                        .lines()
                        .filter(line -> line.startsWith("curl: ("))
                        .count(),
                users::toString);
    }

    private static List<String> terminals() throws IOException {
        List<String> terminals = Example.of("sh")
                .filter(example -> example.document().equals("overlays.md")
                        && example.heading().equals(HEADING))
                .map(Example::text)
                .toList();
        assertEquals(3, terminals.size());
        List<String> ports = freePorts(3);
        return terminals.stream()
                .map(text -> text.replaceAll("\\b2200\\b", ports.get(0))
                        .replaceAll("\\b2222\\b", ports.get(1))
                        .replaceAll("\\b2121\\b", ports.get(2)))
                .toList();
    }

    private static List<String> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            List<String> ports = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                ports.add(Integer.toString(socket.getLocalPort()));
            }
            return ports;
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static String awaitLine(RunningClient client, String begin) {
        Eventually.holds(() -> line(client, begin).isPresent(), () -> "no line '" + begin + "': " + client);
        return line(client, begin).orElseThrow();
    }

    private static Optional<String> line(RunningClient client, String begin) {
        return client.output()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(begin))
                .findFirst();
    }
}
