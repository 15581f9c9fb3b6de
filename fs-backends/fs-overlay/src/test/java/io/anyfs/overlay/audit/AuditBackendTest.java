package io.anyfs.overlay.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.DeleteScope;
import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.overlay.audit.AuditOptions.OnFailure;
import io.anyfs.tck.model.ModelBackend;
import io.anyfs.tck.subject.Race;
import io.anyfs.tck.subject.ToldDeletion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditBackendTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path directory;

    private final Records records = new Records();

    private AuditBackend over(OnFailure onFailure) {
        return new AuditBackend(
                new ModelBackend(),
                records,
                AuditOptions.DEFAULT.withOnFailure(onFailure).withHash(true).withClock(() -> NOW));
    }

    private void expectLast(Operation operation, String path, String target, long bytes, ErrorKind failure) {
        AuditRecord last = records.last();
        assertEquals(NOW, last.time());
        assertEquals(operation, last.operation());
        assertEquals(FsPath.of(path), last.path());
        assertEquals(target, last.target() == null ? "" : last.target());
        assertEquals(bytes, last.bytes());
        assertEquals(failure, last.failure() == null ? ErrorKind.IO : last.failure());
    }

    @Test
    void changes_are_recorded_with_their_outcome() throws IOException {
        ErrorKind none = ErrorKind.IO;
        try (FileSystem fs = FileSystem.over(over(OnFailure.REFUSE))) {
            fs.createDirectory("/d");
            expectLast(Operation.CREATE_DIRECTORY, "/d", "", 0, none);
            fs.write("/d/f", "abc");
            expectLast(Operation.COMMIT, "/d/f", "", 3, none);
            fs.copy("/d/f", "/g");
            expectLast(Operation.COPY, "/d/f", "/g", 0, none);
            fs.move("/g", "/h");
            expectLast(Operation.MOVE, "/g", "/h", 0, none);
            fs.createSymbolicLink(FsPath.of("/l"), "h");
            expectLast(Operation.CREATE_SYMBOLIC_LINK, "/l", "h", 0, none);
            fs.readString("/d/f");
            expectLast(Operation.READ, "/d/f", "", 3, none);
            assertThrows(IOException.class, () -> fs.delete("/d"));
            expectLast(Operation.DELETE, "/d", "", 0, ErrorKind.NOT_EMPTY);
            assertThrows(NoSuchFileException.class, () -> fs.openRead("/x"));
            expectLast(Operation.OPEN_READ, "/x", "", 0, ErrorKind.NOT_FOUND);
            fs.openWrite("/x", WriteOptions.replace()).close();
            expectLast(Operation.ABORT, "/x", "", 0, none);
            fs.deleteTree(FsPath.of("/d"), DeleteScope.WHOLE, new ToldDeletion());
            List<AuditRecord> all = records.all();
            assertEquals(
                    List.of("/d/f", "/d", "/d"),
                    all.subList(all.size() - 3, all.size()).stream()
                            .map(record -> record.path().toString())
                            .toList());
        }
        assertTrue(records.isClosed());
    }

    @Test
    void a_file_written_from_start_to_end_has_its_hash() throws IOException {
        try (FileSystem fs = FileSystem.over(over(OnFailure.REFUSE))) {
            fs.write("/f", "abc");
            assertEquals(
                    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                    records.last().sha256());
            fs.write("/f", WriteOptions.replace(), out -> out.write(ByteBuffer.wrap(new byte[1]), 5));
            assertNull(records.last().sha256());
            fs.write("/f", WriteOptions.append(), out -> out.write(new byte[1]));
            assertNull(records.last().sha256());
        }
    }

    @Test
    void an_operation_that_cannot_be_recorded_fails_and_says_that_it_was_done() throws IOException {
        AuditBackend backend = over(OnFailure.REFUSE);
        try (FileSystem fs = FileSystem.over(backend)) {
            records.broken(true);
            IOException failure = assertThrows(IOException.class, () -> fs.createDirectory("/d"));
            assertTrue(failure.getMessage().contains("it was done, but cannot be recorded"), failure.getMessage());
            assertTrue(fs.exists("/d"));
            assertThrows(NoSuchFileException.class, () -> fs.delete("/missing"));
            assertEquals(2, backend.lost());
        }
    }

    @Test
    void lost_records_are_counted_where_operations_go_on() throws IOException {
        AuditBackend backend = over(OnFailure.CONTINUE);
        try (FileSystem fs = FileSystem.over(backend)) {
            records.broken(true);
            fs.createDirectory("/d");
            fs.write("/f", "abc");
            assertEquals(2, backend.lost());
            records.broken(false);
            fs.delete("/f");
            assertEquals(2, backend.lost());
            assertEquals(1, records.all().size());
        }
    }

    @Test
    void no_name_breaks_a_line() {
        AuditRecord record = new AuditRecord(
                NOW,
                Operation.MOVE,
                FsPath.of("/a\n\"b\\\u001b[31m"),
                "/\u00e9\u2028\ud83d\ude00",
                7,
                ErrorKind.BUSY,
                5000,
                "ab");
        assertEquals(
                "{\"time\":\"2026-01-02T03:04:05Z\",\"operation\":\"move\",\"path\":\"/a\\u000a\\\"b\\\\\\u001b[31m\","
                        + "\"target\":\"/\\u00e9\\u2028\\ud83d\\ude00\",\"bytes\":7,\"outcome\":\"failed\","
                        + "\"failure\":\"BUSY\",\"micros\":5,\"sha256\":\"ab\"}",
                record.toJson());
    }

    @Test
    void lines_of_many_threads_are_whole_and_appended() throws Exception {
        Path log = directory.resolve("audit.log");
        Files.writeString(log, "before\n");
        String url = "audit+mem:?audit.file=" + log + "&audit.fsync=true&audit.onFailure=continue";
        try (FileSystem fs = FileSystems.open(url)) {
            Race.assertAllSucceeded(Race.run(16, number -> {
                for (int i = 0; i < 10; i++) {
                    fs.createDirectory("/d-" + number + "-" + i);
                }
                return number;
            }));
        }
        List<String> lines = Files.readAllLines(log);
        assertEquals(161, lines.size());
        assertEquals("before", lines.get(0));
        for (String line : lines.subList(1, 161)) {
            assertTrue(
                    line.matches("\\{\"time\":.*\"path\":\"/d-\\d+-\\d\".*\"outcome\":\"done\",\"micros\":\\d+}"),
                    line);
        }
    }

    @Test
    void an_interrupted_change_is_recorded_and_the_log_stays_open() throws Exception {
        Path log = directory.resolve("audit.log");
        AuditFile file = AuditFile.open(log, false);
        try (FileSystem fs = FileSystem.over(new AuditBackend(new ModelBackend(), file, AuditOptions.DEFAULT))) {
            Race.assertAllSucceeded(Race.run(1, number -> {
                Thread.currentThread().interrupt();
                fs.createDirectory("/d");
                return Thread.interrupted();
            }));
            try (WriteHandle out = fs.openWrite("/f", WriteOptions.replace())) {
                out.commit();
            }
        }
        assertEquals(2, Files.readAllLines(log).size());
    }
}
