package io.anyfs.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.WriteOptions;
import io.anyfs.lifecycle.LeakDetection;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link AnyfsExtensionTest} runs. Surefire passes over them: they are nested classes. */
final class SampleTests {

    static final List<FileSystem> SEEN = new CopyOnWriteArrayList<>();

    private SampleTests() {}

    @AnyfsTest
    static class Clean {
        @Test
        void test(FileSystem fs) throws IOException {
            use(fs);
        }

        @RepeatedTest(2)
        void repeated(FileSystem fs) throws IOException {
            use(fs);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void parameter(String text, FileSystem fs) throws IOException {
            use(fs);
            assertEquals(1, text.length());
        }

        private static void use(FileSystem fs) throws IOException {
            assertEquals(LeakDetection.STRICT, LeakDetection.current());
            assertFalse(fs.exists("/file"));
            fs.write("/file", "text");
            try (FileSystem borrow = fs.borrow("client");
                    var in = borrow.newInputStream("/file")) {
                assertEquals('t', in.read());
            }
            SEEN.add(fs);
        }
    }

    @AnyfsTest
    static class LeaksHandles {
        @Test
        void read(FileSystem fs) throws IOException {
            fs.write("/file", "text");
            assertEquals(4, fs.openRead("/file").size());
        }

        @Test
        void borrow(FileSystem fs) throws IOException {
            fs.borrow("client 7").list("/").directory();
        }

        @Test
        void several(FileSystem fs) throws IOException {
            fs.openWrite("/a", WriteOptions.replace()).size();
            fs.openWrite("/b", WriteOptions.replace()).size();
        }

        @Test
        void from_another_thread(FileSystem fs) throws InterruptedException {
            Thread other = new Thread(() -> fs.borrow("other thread"));
            other.start();
            other.join();
        }

        @Test
        void clean(FileSystem fs) throws IOException {
            assertFalse(fs.exists("/file"));
        }
    }

    @AnyfsTest
    static class FailsAndLeaks {
        @Test
        void fails(FileSystem fs) throws IOException {
            fs.openWrite("/a", WriteOptions.replace()).size();
            throw new IllegalStateException("its own");
        }
    }

    @AnyfsTest
    static class LeaksElsewhere {
        static FileSystem leaked;

        @InjectFs
        static FileSystem shared;

        private FileSystem opened;

        @BeforeAll
        static void prepare() throws IOException {
            shared.write("/shared", "text");
        }

        @BeforeEach
        void open() throws IOException {
            opened = FileSystems.open("mem:");
        }

        @Test
        void closed_in_time() {
            assertTrue(opened.isOpen());
        }

        @Test
        void own_filesystem() throws IOException {
            leaked = FileSystems.open("mem:");
        }

        @Test
        void handle_of_the_class() throws IOException {
            shared.openRead("/shared").size();
        }

        @AfterEach
        void close() throws IOException {
            opened.close();
        }
    }

    @AnyfsTest
    static class Shares {
        private final FileSystem atConstruction;

        @InjectFs
        private FileSystem field;

        @InjectFs(name = "other")
        private FileSystem other;

        @InjectFs("mem:?quota=1MiB")
        private FileSystem small;

        Shares(FileSystem atConstruction) {
            this.atConstruction = atConstruction;
        }

        @BeforeEach
        void prepare(FileSystem fs) throws IOException {
            assertFalse(fs.exists("/prepared"));
            fs.write("/prepared", "text");
        }

        @Test
        void first(FileSystem fs, @InjectFs(name = "other") FileSystem sameOther) throws IOException {
            assertSame(field, fs);
            assertSame(field, atConstruction);
            assertSame(other, sameOther);
            assertNotSame(field, other);
            assertNotSame(field, small);
            assertEquals("text", field.readString("/prepared"));
        }

        @Test
        void second() throws IOException {
            assertSame(field, atConstruction);
            assertEquals("text", field.readString("/prepared"));
        }

        @AfterEach
        void check(FileSystem fs) {
            assertSame(field, fs);
            assertTrue(fs.isOpen());
        }
    }

    @AnyfsTest
    static class PerClass {
        @InjectFs
        private static FileSystem shared;

        @BeforeAll
        static void prepare(FileSystem fs) throws IOException {
            assertSame(shared, fs);
            fs.write("/prepared", "text");
        }

        @Test
        void first(FileSystem own) throws IOException {
            assertNotSame(shared, own);
            assertEquals("text", shared.readString("/prepared"));
            assertFalse(own.exists("/prepared"));
        }

        @Test
        void second() throws IOException {
            assertEquals("text", shared.readString("/prepared"));
        }

        @AfterAll
        static void check(FileSystem fs) {
            assertSame(shared, fs);
            assertTrue(fs.isOpen());
        }
    }

    @AnyfsTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        private final FileSystem atConstruction;

        @InjectFs
        private FileSystem field;

        OneInstance(FileSystem atConstruction) {
            this.atConstruction = atConstruction;
        }

        @RepeatedTest(2)
        void test(FileSystem own) throws IOException {
            assertSame(atConstruction, field);
            assertNotSame(field, own);
            assertTrue(field.isOpen());
        }
    }

    @AnyfsTest
    static class LeaksInClass {
        @BeforeAll
        static void prepare(FileSystem fs) throws IOException {
            fs.openWrite("/log", WriteOptions.replace()).size();
        }

        @Test
        void test(FileSystem fs) throws IOException {
            assertFalse(fs.exists("/log"));
        }
    }

    @AnyfsTest
    static class Outer {
        @Test
        void outer(FileSystem fs) {
            assertTrue(fs.isOpen());
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void parameters(boolean leak, FileSystem fs) {
            if (leak) {
                fs.borrow("leak");
            }
        }

        @Nested
        class Inner {
            @InjectFs
            private FileSystem field;

            @Test
            void inner(FileSystem fs) {
                assertSame(field, fs);
                field.borrow("leak");
            }
        }
    }

    @AnyfsTest
    static class Temporary {
        static final List<Path> DIRECTORIES = new CopyOnWriteArrayList<>();

        @RepeatedTest(2)
        void test(@InjectFs("local:{temp}") FileSystem fs) throws IOException {
            assertFalse(fs.exists("/found"));
            fs.createDirectories("/a/b");
            fs.write("/a/b/file", "text");
            // Only the local storage knows where it is; a mark of our own finds it.
            String mark = UUID.randomUUID().toString();
            fs.write("/found", mark);
            DIRECTORIES.add(directoryWith(mark));
        }

        private static Path directoryWith(String mark) throws IOException {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(temporary, "anyfs-test*")) {
                for (Path directory : directories) {
                    Path found = directory.resolve("found");
                    if (Files.exists(found) && Files.readString(found).equals(mark)) {
                        return directory;
                    }
                }
            }
            throw new AssertionError("not a directory in " + temporary);
        }
    }

    @AnyfsTest
    static class Wrong {
        @Test
        void unknown(@InjectFs("nowhere:") FileSystem fs) {
            throw new AssertionError(fs);
        }

        @Test
        void no_filesystem(@InjectFs String text) {
            throw new AssertionError(text);
        }
    }

    @AnyfsTest
    static class WrongField {
        @InjectFs
        private final FileSystem field = null;

        @Test
        void never_run() {
            throw new AssertionError(field);
        }
    }

    @AnyfsTest
    static class BrokenConstructor {
        BrokenConstructor(FileSystem fs) {
            throw new IllegalStateException("broken constructor");
        }

        @Test
        void never_run() {}
    }

    @AnyfsTest
    static class Parallel {
        @RepeatedTest(40)
        void test(FileSystem fs, RepetitionInfo repetition) throws IOException {
            fs.write("/file", "text");
            if (repetition.getCurrentRepetition() % 2 == 1) {
                fs.openRead("/file").size();
            }
        }
    }

    @AnyfsTest
    static class ParallelToo {
        @RepeatedTest(40)
        void test(FileSystem fs) throws IOException {
            try (FileSystem another = FileSystems.open("mem:")) {
                another.write("/file", "text");
                fs.write("/file", another.readString("/file"));
            }
        }
    }
}
