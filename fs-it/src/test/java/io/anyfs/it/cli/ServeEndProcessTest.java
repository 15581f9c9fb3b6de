package io.anyfs.it.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.ClientCommand;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.RunningClient;
import io.anyfs.it.client.WiredBucket;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.RemoteFile;
import net.schmizz.sshj.sftp.SFTPClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How {@code anyfs serve} ends, in good order and by a kill, and what it leaves. */
@Timeout(240)
class ServeEndProcessTest extends ServeProcess {

    @Test
    void a_running_upload_finishes_before_the_server_ends() throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(5).nextBytes(bytes);
        try (RunningClient serving = start("--sftp", "0", "--drain", "60")) {
            Ready ready = ready(serving);
            boolean acknowledged = false;
            try (SSHClient client = login(ready);
                    SFTPClient sftp = client.newSFTPClient()) {
                RemoteFile file = sftp.open("/slow", EnumSet.of(OpenMode.CREAT, OpenMode.WRITE));
                file.write(0, bytes, 0, 100_000);
                ready.process().destroy();
                Eventually.holds("the server lets nobody in any more", () -> isRefused(ready));
                file.write(100_000, bytes, 100_000, 200_000);
                file.close();
                acknowledged = true;
            } catch (IOException goodbye) {
                // The server may end the connection before the client does, but not before its answer.
                assertTrue(acknowledged, goodbye::toString);
            }
            ClientResult result = serving.result(PATIENCE).requireSuccess();
            assertTrue(result.errors().contains("waiting up to 60 s for 1 transfer to finish"), result::toString);
        }
        assertArrayEquals(bytes, Files.readAllBytes(work.resolve("anyfs-data/slow")));
    }

    @Test
    void an_upload_that_does_not_finish_in_time_is_aborted_and_told() throws Exception {
        try (RunningClient serving = start("--sftp", "0", "--drain", "0")) {
            Ready ready = ready(serving);
            try (SSHClient client = login(ready);
                    SFTPClient sftp = client.newSFTPClient()) {
                RemoteFile file = sftp.open("/never", EnumSet.of(OpenMode.CREAT, OpenMode.WRITE));
                file.write(0, new byte[1000], 0, 1000);
                ready.process().destroy();
                ClientResult result = serving.result(PATIENCE);
                assertEquals(1, result.exitCode(), result::toString);
                assertTrue(result.errors().contains("1 transfer did not finish in time"), result::toString);
            } catch (IOException connectionLost) {
                // The client's side of the abort.
            }
        }
        assertEquals("", listed());
    }

    @Test
    void what_arrived_of_an_upload_is_kept_at_the_end_where_the_operator_wants_it() throws Exception {
        try (RunningClient serving = start("--sftp", "0", "--drain", "0", "--upload", "in-place")) {
            Ready ready = ready(serving);
            try (SSHClient client = login(ready);
                    SFTPClient sftp = client.newSFTPClient()) {
                RemoteFile file = sftp.open("/part", EnumSet.of(OpenMode.CREAT, OpenMode.WRITE));
                file.write(0, new byte[1000], 0, 1000);
                ready.process().destroy();
                ClientResult result = serving.result(PATIENCE);
                assertEquals(1, result.exitCode(), result::toString);
                assertTrue(result.errors().contains("will be cut, keeping what arrived"), result::toString);
            } catch (IOException connectionLost) {
                // The client's side of the cut.
            }
        }
        assertEquals(1000, Files.size(work.resolve("anyfs-data/part")));
    }

    @Test
    void a_second_signal_ends_it_at_once() throws Exception {
        try (RunningClient serving = start("--sftp", "0", "--drain", "600")) {
            Ready ready = ready(serving);
            try (SSHClient client = login(ready);
                    SFTPClient sftp = client.newSFTPClient()) {
                RemoteFile file = sftp.open("/never", EnumSet.of(OpenMode.CREAT, OpenMode.WRITE));
                file.write(0, new byte[1000], 0, 1000);
                ready.process().destroy();
                Eventually.holds("the server lets nobody in any more", () -> isRefused(ready));
                ready.process().destroy();
                assertEquals(143, serving.result(PATIENCE).exitCode());
            } catch (IOException connectionLost) {
                // The client's side of the abort.
            }
        }
        assertEquals("", listed());
        assertTrue(Files.notExists(readyFile()));
    }

    @Test
    void after_a_kill_nothing_half_written_is_there_and_the_next_start_serves() throws Exception {
        try (RunningClient serving = start("--sftp", "0")) {
            Ready ready = ready(serving);
            try (SSHClient client = login(ready);
                    SFTPClient sftp = client.newSFTPClient()) {
                RemoteFile file = sftp.open("/half", EnumSet.of(OpenMode.CREAT, OpenMode.WRITE));
                file.write(0, new byte[200_000], 0, 200_000);
                serving.kill();
            } catch (IOException connectionLost) {
                // The client's side of the kill.
            }
        }
        assertTrue(Files.exists(readyFile()), "a killed server leaves its ready file");
        try (RunningClient serving = start("--sftp", "0")) {
            Eventually.holds("the stale ready file is gone or new", () -> isNew());
            Ready ready = ready(serving);
            try (SSHClient client = login(ready);
                    SFTPClient sftp = client.newSFTPClient()) {
                assertEquals(List.of(), sftp.ls("/"));
            }
            ready.process().destroy();
            serving.result(PATIENCE).requireSuccess();
        }
        assertEquals("", listed());
    }

    @Test
    void after_a_kill_nothing_of_an_upload_to_a_bucket_is_published_and_the_sweep_removes_what_was_sent()
            throws Exception {
        try (WiredBucket bucket = WiredBucket.of(S3Server.S3PROXY)) {
            S3Store store = bucket.store();
            String url = "s3://" + bucket.name() + "?partSize=5&endpoint=" + store.endpoint();
            ClientCommand serve = serve(url, "--sftp", "0");
            try (RunningClient serving = authorized(serve, store).start()) {
                try (SSHClient client = login(ready(serving));
                        SFTPClient sftp = client.newSFTPClient()) {
                    RemoteFile file = sftp.open("/half", EnumSet.of(OpenMode.CREAT, OpenMode.WRITE));
                    byte[] bytes = new byte[200_000];
                    for (int i = 0; i < 60; i++) {
                        file.write((long) i * bytes.length, bytes, 0, bytes.length);
                    }
                    Eventually.holds(
                            "parts are under way",
                            () -> bucket.unfinishedUploads().contains("half"));
                    serving.kill();
                } catch (IOException connectionLost) {
                    // The client's side of the kill.
                }
            }
            assertEquals(List.of(), bucket.keys());

            ClientResult swept = authorized(anyfs.command("s3", "uploads", url, "--abort-older-than", "0s"), store)
                    .run()
                    .requireSuccess();

            assertTrue(swept.output().contains("half"), swept::toString);
            assertEquals(List.of(), bucket.unfinishedUploads());
            assertEquals(List.of(), bucket.keys());
        }
    }
}
