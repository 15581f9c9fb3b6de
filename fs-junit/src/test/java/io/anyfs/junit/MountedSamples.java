package io.anyfs.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.Operation;
import io.anyfs.mount.MountScript;
import io.anyfs.served.ServedAddress;
import io.anyfs.served.ServedProtocol;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.schmizz.sshj.SSHClient;
import org.apache.commons.net.ftp.FTPClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What {@link MountedFsTest} runs. Surefire passes over them: they are nested classes. */
final class MountedSamples {

    static final List<FileSystem> SEEN = new CopyOnWriteArrayList<>();
    static final List<ServedAddress> ADDRESSES = new CopyOnWriteArrayList<>();
    static final List<FTPClient> CLIENTS = new CopyOnWriteArrayList<>();

    private MountedSamples() {}

    static MountScript elsewhere() {
        return MountScript.memory().file("/elsewhere", "");
    }

    private static FTPClient login(ServedAddress address) throws IOException {
        FTPClient client = new FTPClient();
        client.connect(address.host(), address.port());
        assertTrue(client.login(address.user(), address.password()));
        return client;
    }

    static class Described {
        static MountScript library() {
            return MountScript.memory().file("/book", "text").failingAt(2, Operation.OPEN_READ);
        }

        @Test
        void by_a_method(@MountedFs(script = "library") FileSystem fs) throws IOException {
            assertEquals("text", fs.readString("/book"));
            assertThrows(FileSystemException.class, () -> fs.readString("/book"));
            SEEN.add(fs);
        }

        @Test
        void by_a_method_of_another_class(@MountedFs(script = "io.anyfs.junit.MountedSamples#elsewhere") FileSystem fs)
                throws IOException {
            assertTrue(fs.exists("/elsewhere"));
        }

        @Test
        void by_text(@MountedFs(yaml = """
                anyfs: 1
                root: {url: "mem:", files: {/a: b}, wrap: readonly}
                """) FileSystem fs) throws IOException {
            assertEquals("b", fs.readString("/a"));
        }

        @Test
        void by_a_resource(@MountedFs(spec = "resource:tree.yaml") FileSystem fs) throws IOException {
            assertEquals("from a resource", fs.readString("/a"));
        }

        @Test
        void by_nothing(@MountedFs FileSystem fs, FileSystem same, @InjectFs FileSystem third) throws IOException {
            assertSame(fs, same);
            assertSame(fs, third);
            assertEquals(List.of(), fs.entries("/"));
        }

        @Nested
        class Inner {
            @Test
            void by_a_method_of_the_class_around(@MountedFs(script = "library") FileSystem fs) throws IOException {
                assertTrue(fs.exists("/book"));
            }
        }
    }

    @MountedFs(script = "ofClass")
    static class Around {
        @MountedFs
        private FileSystem field;

        @MountedFs(name = "second")
        private FileSystem second;

        @MountedFs
        private static FileSystem shared;

        static MountScript ofClass() {
            return MountScript.memory().file("/class", "");
        }

        static MountScript ofMethod() {
            return MountScript.memory().file("/method", "");
        }

        @BeforeAll
        static void beforeAll(FileSystem fs) throws IOException {
            assertSame(shared, fs);
            fs.write("/shared", "");
        }

        @BeforeEach
        void prepare(FileSystem fs) throws IOException {
            assertSame(field, fs);
            fs.write("/prepared", "");
        }

        @RepeatedTest(2)
        void of_the_class(FileSystem fs) throws IOException {
            assertTrue(fs.exists("/class"));
            assertTrue(fs.exists("/prepared"));
            assertNotSame(fs, second);
            assertNotSame(fs, shared);
            assertTrue(second.exists("/class"));
            assertTrue(shared.exists("/shared"));
            fs.delete("/class");
        }

        @Test
        @MountedFs(script = "ofMethod")
        void of_the_method(FileSystem fs, @InjectFs FileSystem plain) throws IOException {
            assertTrue(fs.exists("/method"));
            assertSame(field, fs);
            assertEquals(List.of(), plain.entries("/"));
        }

        @AfterEach
        void check(FileSystem fs) {
            assertTrue(fs.isOpen());
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        @MountedFs
        private FileSystem field;

        @RepeatedTest(2)
        void shared_by_all(@MountedFs FileSystem own) {
            assertTrue(field.isOpen());
            assertNotSame(field, own);
            SEEN.add(field);
        }
    }

    static class Served {
        static MountScript library() {
            return MountScript.memory().file("/book", "text");
        }

        @Test
        @MountedFs(script = "library")
        @ServedOver({ServedProtocol.SFTP, ServedProtocol.FTP})
        void over_two(FileSystem fs, ServedAddress.Sftp sftp, ServedAddress.Ftp ftp) throws IOException {
            try (SSHClient client = new SSHClient()) {
                client.loadKnownHosts(sftp.knownHosts().toFile());
                client.connect(sftp.host(), sftp.port());
                client.authPublickey(sftp.user(), sftp.keyFile().toString());
                try (var files = client.newSFTPClient()) {
                    files.mkdir("/by-sftp");
                }
            }
            assertTrue(fs.exists("/by-sftp"));
            FTPClient client = login(ftp);
            assertTrue(client.makeDirectory("/by-ftp"));
            client.logout();
            client.disconnect();
            assertTrue(fs.exists("/by-ftp"));
            ADDRESSES.add(sftp);
        }

        @Test
        void by_annotated_parameters(
                @MountedFs(script = "library") FileSystem fs,
                @MountedFs(script = "library") @ServedOver(ServedProtocol.FTPS) ServedAddress ftps)
                throws IOException {
            assertEquals(ServedProtocol.FTPS, ftps.protocol());
            assertTrue(fs.exists("/book"));
        }

        @Test
        void over_s3(
                @MountedFs(script = "library") FileSystem fs,
                @MountedFs(script = "library") @ServedOver(ServedProtocol.S3) ServedAddress.S3 s3)
                throws IOException {
            assertEquals("s3", fs.name());
            assertEquals("text", fs.readString("/book"));
            assertTrue(s3.endpoint().toString().startsWith("http://127.0.0.1:"));
            assertTrue(!fs.capabilities().has(Capability.SYMBOLIC_LINKS));
        }
    }

    @ServedOver(ServedProtocol.FTP)
    static class ServedFields {
        @ServedOver(ServedProtocol.SFTP)
        private static ServedAddress.Sftp shared;

        @MountedFs
        private FileSystem fs;

        @ServedOver(ServedProtocol.FTP)
        private ServedAddress.Ftp ftp;

        @RepeatedTest(2)
        void each_with_its_own(ServedAddress.Ftp same) throws IOException {
            assertSame(ftp, same);
            FTPClient client = login(ftp);
            assertTrue(client.makeDirectory("/made"));
            client.disconnect();
            assertTrue(fs.exists("/made"));
            ADDRESSES.add(ftp);
            ADDRESSES.add(shared);
        }
    }

    @ServedOver(ServedProtocol.FTP)
    static class LeaksSessions {
        @Test
        void leaks(ServedAddress.Ftp ftp) throws IOException {
            CLIENTS.add(login(ftp));
        }

        @Test
        void quits(ServedAddress.Ftp ftp) throws IOException {
            login(ftp).disconnect();
        }
    }

    static class Fails {
        static MountScript tree() {
            return MountScript.memory().file("/dir/file", "text").link("/link", "dir");
        }

        @Test
        void shows(@MountedFs(script = "tree") FileSystem fs) throws IOException {
            fs.write("/new", "new");
            throw new IllegalStateException("its own");
        }
    }

    static class FailsSlowly {
        static MountScript stuck() {
            return MountScript.memory().file("/file", "text").slow(Duration.ofHours(1));
        }

        @Test
        void is_slow(@MountedFs(script = "stuck") FileSystem fs) {
            throw new IllegalStateException("its own of " + fs.name());
        }
    }

    static class Wrong {
        static String noScript() {
            return "";
        }

        MountScript notStatic() {
            return MountScript.memory();
        }

        static @Nullable MountScript nothing() {
            return null;
        }

        static MountScript failing() {
            throw new IllegalStateException("no library today");
        }

        @Test
        void null_script(@MountedFs(script = "nothing") FileSystem fs) {
            throw new AssertionError(fs);
        }

        @Test
        void failing_script(@MountedFs(script = "failing") FileSystem fs) {
            throw new AssertionError(fs);
        }

        @Test
        void two_descriptions(@MountedFs(script = "notStatic", yaml = "x") FileSystem fs) {
            throw new AssertionError(fs);
        }

        @Test
        void missing_method(@MountedFs(script = "nowhere") FileSystem fs) {
            throw new AssertionError(fs);
        }

        @Test
        void other_type(@MountedFs(script = "noScript") FileSystem fs) {
            throw new AssertionError(fs);
        }

        @Test
        void not_static(@MountedFs(script = "notStatic") FileSystem fs) {
            throw new AssertionError(fs);
        }

        @Test
        void invalid_spec(@MountedFs(yaml = "{anyfs: 1, rot: 'mem:'}") FileSystem fs) {
            throw new AssertionError(fs);
        }

        @Test
        @ServedOver({ServedProtocol.SFTP, ServedProtocol.FTP})
        void which_one(ServedAddress address) {
            throw new AssertionError(address);
        }

        @Test
        @ServedOver(ServedProtocol.SFTP)
        void not_served(ServedAddress.Ftp address) {
            throw new AssertionError(address);
        }

        @Test
        void no_filesystem(@MountedFs String text) {
            throw new AssertionError(text);
        }
    }

    static class ByUrlOnly {
        @InjectFs
        private FileSystem field;

        @Test
        void without_an_annotation_of_the_class(@InjectFs("mem:?quota=1KiB") FileSystem fs) throws IOException {
            field.write("/a", "a");
            SEEN.add(fs);
            SEEN.add(field);
        }
    }

    @MountedFs(script = "tree")
    @ServedOver(ServedProtocol.FTP)
    static class Parallel {
        static MountScript tree() {
            return MountScript.memory().file("/file", "text");
        }

        @RepeatedTest(20)
        void test(FileSystem fs, ServedAddress.Ftp ftp) throws IOException {
            FTPClient client = login(ftp);
            assertTrue(client.deleteFile("/file"));
            client.disconnect();
            assertEquals(List.of(), fs.entries("/"));
        }
    }
}
