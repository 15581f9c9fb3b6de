package io.anyfs.it.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.provider.EnumSource;

/** OpenSSH's sftp, killed while it uploads. */
class KilledClientTest {

    private static final int ROUNDS = Boolean.getBoolean("anyfs.thorough") ? 20 : 8;
    private static final int SIZE = 64_000_000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Storage.class)
    void a_killed_client_publishes_no_part_of_its_file(Storage storage) throws IOException, InterruptedException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (SftpSite site = SftpSite.of(storage, directory)) {
            SampleTree.write(site.here.resolve("file"), new Random(3), SIZE);
            site.files.write("/old", "as it was");

            for (int round = 0; round < ROUNDS; round++) {
                String context = "seed " + seed + ", round " + round;
                String target = round % 2 == 0 ? "/old" : "/new";
                // Far enough from the end that the client cannot have closed the file when it is killed.
                int enough = random.nextInt(SIZE / 2);
                try (RunningClient client =
                        site.sftp("put file " + target + "\n").start()) {
                    Eventually.holds(context, () -> InFlight.bytes(site.server.service(), target) >= enough);
                    client.kill();
                }
                site.assertNothingLeftOpenWithinASecond(context);
                assertEquals("as it was", site.files.readString("/old"), context);
                assertTrue(!site.files.exists("/new"), context);
            }
            assertEquals(1, TreeHashes.of(site.files, "/").size());
        }
    }
}
