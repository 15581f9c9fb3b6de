package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.WriteOptions;
import io.anyfs.s3.testing.Fault;
import io.anyfs.s3.testing.FaultRule;
import io.anyfs.s3.testing.S3Operation;
import io.anyfs.s3.testing.S3Request;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of operations whose requests fail on the way. */
@Tag("once")
class FaultsTest {

    private static final byte[] SMALL = bytes(10_000);
    private static final byte[] LARGE = bytes(S3Options.MIN_PART_SIZE * 2 + 12_345);

    private WiredBucket s3;
    private FileSystem fs;

    @BeforeEach
    void open() throws IOException {
        s3 = new WiredBucket();
        fs = s3.fs;
    }

    @AfterEach
    void close() throws IOException {
        s3.close();
    }

    /** Each request of a day's work fails once: nobody notices. */
    static Stream<Arguments> oneFault() {
        List<Fault> faults = List.of(
                Fault.slowDown(),
                Fault.internalError(),
                new Fault.ResetBeforeForwarding(),
                new Fault.DropAnswer(),
                new Fault.ResetAnswer(100),
                new Fault.TruncateAnswer(100));
        boolean all = Boolean.getBoolean("anyfs.thorough");
        return Stream.iterate(1, nth -> nth <= 30, nth -> nth + 1)
                .flatMap(nth -> faults.stream()
                        .filter(fault -> all
                                || (faults.indexOf(fault) + nth) % faults.size() == 0
                                || (nth % 2 == 0 && isLost(fault)))
                        .map(fault -> Arguments.of(nth, fault)));
    }

    private static boolean isLost(Fault fault) {
        return fault instanceof Fault.DropAnswer;
    }

    @ParameterizedTest
    @MethodSource("oneFault")
    void one_fault_is_not_noticed(int nth, Fault fault) throws IOException {
        s3.wire.add(FaultRule.at(nth, fault));
        work();
        List<S3Request> requests = s3.wire.requests();
        s3.wire.heal();
        assertEquals(
                List.of("/d/moved"),
                fs.entries("/d").stream().map(entry -> entry.path().toString()).toList());
        assertArrayEquals(SMALL, fs.readBytes("/d/moved"));
        assertArrayEquals(LARGE, fs.readBytes("/large"));
        // Who gets no answer cannot know the upload's name: that is for `anyfs s3 uploads`.
        boolean lostUpload = requests.size() >= nth
                && requests.get(nth - 1).operation() == S3Operation.CREATE_MULTIPART_UPLOAD
                && !(fault instanceof Fault.ErrorAnswer || fault instanceof Fault.ResetBeforeForwarding);
        assertEquals(lostUpload ? 1 : 0, s3.unfinishedUploads());
        assertEquals(List.of(), fs.openResources());
    }

    private void work() throws IOException {
        fs.createDirectory("/d");
        fs.write("/d/small", WriteOptions.createNew(), out -> out.write(SMALL));
        fs.write("/large", WriteOptions.createNew(), out -> out.write(LARGE));
        assertArrayEquals(SMALL, fs.readBytes("/d/small"));
        assertArrayEquals(LARGE, fs.readBytes("/large"));
        fs.move(FsPath.of("/d/small"), FsPath.of("/d/moved"), IfExists.FAIL);
        fs.createDirectories("/tree/a");
        fs.write("/tree/a/f", "text");
        assertEquals(3, TreeDelete.delete(fs, FsPath.of("/tree")));
    }

    @Test
    void a_store_that_stays_busy_fails_the_write_and_keeps_the_old_file() throws IOException {
        fs.write("/f", "old");
        s3.wire.add(FaultRule.from(1, S3Operation.PUT_OBJECT, Fault.slowDown()));
        IOException busy = assertThrows(IOException.class, () -> fs.write("/f", "new"));
        assertEquals(ErrorKind.TRANSIENT, ErrorKind.of(busy), busy::toString);
        assertTrue(busy.getMessage().contains("SlowDown"), busy::getMessage);
        s3.wire.heal();
        assertEquals("old", fs.readString("/f"));
    }

    @Test
    void a_part_that_cannot_be_sent_fails_the_write_and_leaves_no_upload() throws IOException {
        s3.wire.add(FaultRule.from(2, S3Operation.UPLOAD_PART, Fault.internalError()));
        IOException failure = assertThrows(IOException.class, () -> fs.write("/f", LARGE));
        assertEquals(ErrorKind.TRANSIENT, ErrorKind.of(failure), failure::toString);
        s3.wire.heal();
        assertEquals(0, s3.unfinishedUploads());
        assertEquals(List.of(), fs.entries("/"));
    }

    @Test
    void a_file_that_another_created_is_not_taken_for_ours_when_the_answer_is_lost() throws IOException {
        s3.put("f", "theirs");
        try (var out = fs.openWrite("/g", WriteOptions.createNew())) {
            out.write(SMALL);
            s3.put("g", "theirs");
            s3.wire.add(FaultRule.at(1, S3Operation.PUT_OBJECT, new Fault.DropAnswer()));
            assertThrows(FileAlreadyExistsException.class, out::commit);
        }
        assertEquals("theirs", fs.readString("/g"));
    }

    @Test
    void a_slow_first_byte_is_waited_for() throws IOException {
        fs.write("/f", SMALL);
        s3.wire.add(FaultRule.at(1, S3Operation.GET_OBJECT, new Fault.DelayAnswer(Duration.ofMillis(300))));
        assertArrayEquals(SMALL, fs.readBytes("/f"));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
