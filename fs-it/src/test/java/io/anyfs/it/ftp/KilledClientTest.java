package io.anyfs.it.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.anyfs.it.client.ClientCommand;
import io.anyfs.it.client.InFlight;
import io.anyfs.it.client.RunningClient;
import io.anyfs.it.client.SampleTree;
import io.anyfs.it.client.Storage;
import io.anyfs.it.client.TreeHashes;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that are killed while they upload. The kernel closes their connections as if all were well. */
class KilledClientTest {

    private static final int ROUNDS = Boolean.getBoolean("anyfs.thorough") ? 50 : 12;
    private static final int SIZE = 64_000_000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"MEMORY,curl", "MEMORY,lftp", "LOCAL,curl", "LOCAL,lftp"})
    void a_killed_client_publishes_no_part_of_its_file(Storage storage, String client)
            throws IOException, InterruptedException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (FtpSite site = FtpSite.of(storage, directory)) {
            SampleTree.write(site.here.resolve("file"), new Random(3), SIZE);
            site.files.write("/old", "as it was");

            for (int round = 0; round < ROUNDS; round++) {
                String context = "seed " + seed + ", round " + round;
                String target = round % 2 == 0 ? "/old" : "/new";
                // Far enough from the end that the client cannot have sent all when it is killed; often near the start.
                int enough = round % 3 == 0 ? random.nextInt(100_000) : random.nextInt(SIZE / 2);
                try (RunningClient running = upload(site, client, target).start()) {
                    Eventually.holds(context, () -> InFlight.bytes(site.server.service(), target) >= enough);
                    running.kill();
                }
                site.assertNothingLeftOpenWithinASecond(context);
                assertEquals("as it was", site.files.readString("/old"), context);
                assertFalse(site.files.exists("/new"), context);
            }
            assertEquals(1, TreeHashes.of(site.files, "/").size());
        }
    }

    private static ClientCommand upload(FtpSite site, String client, String target) {
        // Slow enough to be hit in the middle, and waiting for its own clock as often as for the server.
        return client.equals("curl")
                ? site.curl("--limit-rate", "100M", "-T", "file", site.url(target))
                : site.lftp("set net:limit-rate 100000000; put file -o " + target);
    }
}
