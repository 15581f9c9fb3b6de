package io.anyfs.it.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.Operation;
import io.anyfs.expose.FileService;
import io.anyfs.expose.Session;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.fault.Gate;
import io.anyfs.local.LocalBackend;
import io.anyfs.local.LocalOptions;
import io.anyfs.s3.testing.S3Operation;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.spi.Backend;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real client is killed when it has uploaded nine tenths of a file, and resumes: it sends what is missing, and the server sends
 * no more than that to its storage. Thoroughly with a file of 1 GiB.
 */
@Timeout(600)
public abstract class ResumedUploads {

    private static final System.Logger LOG = System.getLogger(ResumedUploads.class.getName());

    private static final boolean THOROUGH = Boolean.getBoolean("anyfs.thorough");
    private static final long SIZE = (THOROUGH ? 1024L : 48L) << 20;
    private static final int TENTHS = 9;

    /** What a client has on the way before the server asks it to wait. */
    private static final int ON_THE_WAY = 1 << 20;

    private static final Duration LONGEST = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    /** A server that keeps what arrived, and a client of it. */
    protected interface Site extends AutoCloseable {
        FileService service();

        /** Where the client finds its files. */
        Path here();

        /** Uploads {@code file} to a path. */
        ClientCommand put(String target) throws IOException;

        /** The same, going on where an upload has ended. */
        ClientCommand resume(String target) throws IOException;

        /** Fails the test if a client left anything open, once its sessions have ended. */
        void assertNothingLeftOpen() throws InterruptedException;

        @Override
        void close() throws IOException;
    }

    /** Serves a filesystem, which is closed with the site. */
    protected abstract Site serve(FileSystem files, Path home) throws IOException, InterruptedException;

    @Test
    void an_upload_to_a_local_directory_is_resumed() throws IOException, InterruptedException {
        Path served = Files.createDirectories(directory.resolve("served"));
        resume(LocalBackend.open(served, LocalOptions.DEFAULT), new Watch() {
            @Override
            public void begin() {}

            @Override
            public void end(long missing) {}
        });
    }

    @Test
    void an_upload_to_a_bucket_is_resumed_with_no_more_than_what_is_missing() throws IOException, InterruptedException {
        // S3Proxy keeps its objects in the memory of this process.
        try (WiredBucket bucket = WiredBucket.of(THOROUGH ? S3Server.S3MOCK : S3Server.S3PROXY)) {
            resume(bucket.open(), new Watch() {
                @Override
                public void begin() {
                    assertEquals(List.of(), bucket.unfinishedUploads());
                    bucket.resetCounts();
                }

                @Override
                public void end(long missing) {
                    String figures = missing + " of " + SIZE + " bytes were missing; " + bucket.uploaded()
                            + " were sent to the store, " + bucket.downloaded() + " fetched from it, "
                            + bucket.count(S3Operation.UPLOAD_PART_COPY) + " ranges copied by it";
                    LOG.log(
                            System.Logger.Level.INFO,
                            "{0}: {1}",
                            ResumedUploads.this.getClass().getName(),
                            figures);
                    assertTrue(bucket.uploaded() <= missing + WiredBucket.PART, figures);
                    assertTrue(bucket.downloaded() <= WiredBucket.PART, figures);
                    assertEquals(List.of(), bucket.unfinishedUploads());
                }
            });
        }
    }

    /** What looks at a storage while an upload is resumed. */
    private interface Watch {
        void begin() throws IOException;

        /** @param missing how many bytes the client had to send */
        void end(long missing) throws IOException;
    }

    private void resume(Backend storage, Watch watch) throws IOException, InterruptedException {
        Gate gate = new Gate();
        long cut = SIZE / 10 * TENTHS;
        FaultPlan plan = new FaultPlan(1).fromByte(cut, Operation.WRITE, Fault.delay(gate));
        FileSystem files = FileSystem.over(new FaultBackend(storage, plan));
        try (Site site = serve(files, directory)) {
            Path file = site.here().resolve("file");
            SampleTree.write(file, new Random(7), SIZE);
            files.write("/target", "what is replaced");

            try (RunningClient client = site.put("/target").start()) {
                awaitUpload(site.service(), gate);
                client.kill();
            }
            Eventually.holds(
                    "the server knows that the client is gone",
                    () -> site.service().sessions().stream().noneMatch(Session::isOpen));
            gate.open();
            site.assertNothingLeftOpen();
            long kept = files.stat("/target").size();
            assertTrue(kept >= cut - ON_THE_WAY && kept <= cut + ON_THE_WAY, () -> kept + " bytes were kept");

            watch.begin();
            site.resume("/target").within(LONGEST).run().requireSuccess();
            site.assertNothingLeftOpen();
            watch.end(SIZE - kept);

            assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(files, "/target"));
        }
    }

    /** Waits until the upload is where it is to be cut, however long that takes, as long as it gets on. */
    private static void awaitUpload(FileService service, Gate gate) {
        for (int tenths = 0; tenths < TENTHS; tenths++) {
            long enough = SIZE / 10 * tenths;
            Eventually.holds(
                    "the upload has " + enough + " bytes",
                    () -> gate.waiting() > 0 || InFlight.bytes(service, "/target") >= enough);
        }
        Eventually.holds("the upload is where it is to be cut", () -> gate.waiting() > 0);
    }
}
