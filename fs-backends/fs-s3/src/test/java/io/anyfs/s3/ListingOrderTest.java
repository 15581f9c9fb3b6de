package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.s3.ListingOrder.Listed;
import io.anyfs.s3.ListingOrder.Question;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files are called by their numbers. */
@Tag("once")
class ListingOrderTest {

    private static final FsPath DIRECTORY = FsPath.of("/d");

    private final ListingOrder order = new ListingOrder();

    @Test
    void who_asks_in_the_order_of_a_listing_is_expected_to_go_on() {
        list(DIRECTORY, 100);
        assertEquals(List.of(), asked(10));
        assertEquals(List.of(), asked(11));
        assertEquals(List.of(13, 14), asked(12));
        assertEquals(List.of(14, 15, 16, 17), asked(13));
        assertEquals(8, asked(14).size());
        assertEquals(16, asked(15).size());
        assertEquals(16, asked(16).size(), "never more");
        assertEquals(List.of(98, 99), asked(95, 96, 97));
        assertEquals(List.of(), asked(99), "nothing follows");
    }

    @Test
    void who_jumps_is_not_expected_anywhere() {
        list(DIRECTORY, 1000);
        for (int i = 0; i < 1000; i++) {
            int file = (i * 37) % 1000;
            assertEquals(List.of(), asked(file), () -> "at " + file);
        }
    }

    @Test
    void who_goes_back_is_not_expected_anywhere() {
        list(DIRECTORY, 100);
        for (int file = 99; file >= 0; file--) {
            assertEquals(List.of(), asked(file));
        }
    }

    @Test
    void who_asks_twice_goes_no_step() {
        list(DIRECTORY, 100);
        assertEquals(List.of(), asked(1, 1, 1, 2, 2, 2));
        assertEquals(List.of(4, 5), asked(3));
        assertEquals(List.of(4, 5), asked(3));
    }

    @Test
    void several_walk_beside_each_other() {
        list(DIRECTORY, 1000);
        for (int step = 0; step < 10; step++) {
            for (int walker = 0; walker < 16; walker++) {
                int file = walker * 50 + step;
                int expected = asked(file).size();
                assertEquals(step < 2 ? 0 : Math.min(16, 2 << (step - 2)), expected, () -> "at " + file);
            }
        }
    }

    @Test
    void several_questions_at_once_may_come_in_disorder() {
        list(DIRECTORY, 100);
        assertEquals(16, asked(2, 0, 1, 3, 6, 4, 7, 5, 8).size());
    }

    @Test
    void facts_and_bytes_are_asked_for_apart() {
        list(DIRECTORY, 100);
        asked(0, 1);
        assertEquals(List.of(), numbers(order.asked(Question.BYTES, file(DIRECTORY, 2))));
        assertEquals(List.of(3, 4), asked(2));
    }

    @Test
    void what_was_not_listed_is_not_expected() {
        assertEquals(List.of(), asked(0, 1, 2, 3));
        ListingOrder.Recording recording = order.record(DIRECTORY);
        recording.listed(entry(file(DIRECTORY, 0), FileType.FILE));
        recording.listed(entry(file(DIRECTORY, 1), FileType.DIRECTORY));
        recording.listed(entry(file(DIRECTORY, 2), FileType.FILE));
        recording.listed(entry(file(DIRECTORY, 3), FileType.FILE));
        assertEquals(List.of(), asked(0, 1, 2));
        recording.listed(entry(file(DIRECTORY, 4), FileType.FILE));
        assertEquals(List.of(4), asked(3));
        assertEquals(List.of(), order.asked(Question.FACTS, FsPath.ROOT));
    }

    @Test
    void the_last_listing_counts() {
        list(DIRECTORY, 100);
        asked(0, 1);
        list(DIRECTORY, 100);
        assertEquals(List.of(), asked(2));
    }

    @Test
    void what_was_not_asked_for_the_longest_is_forgotten() {
        list(DIRECTORY, 100);
        for (int other = 0; other < 4; other++) {
            asked(0);
            list(FsPath.of("/other" + other), 10);
        }
        assertEquals(List.of(3, 4), asked(1, 2));
        for (int other = 4; other < 8; other++) {
            list(FsPath.of("/other" + other), 10);
        }
        assertEquals(List.of(), asked(3));
    }

    @Test
    void of_a_huge_directory_only_the_first_files_are_remembered() {
        list(DIRECTORY, 10_010);
        assertEquals(List.of(9998, 9999), asked(9995, 9996, 9997));
        assertEquals(List.of(), asked(10_000, 10_001, 10_002));
    }

    private void list(FsPath directory, int files) {
        ListingOrder.Recording recording = order.record(directory);
        for (int i = 0; i < files; i++) {
            recording.listed(entry(file(directory, i), FileType.FILE));
        }
    }

    /** What is expected after the last of some questions. */
    private List<Integer> asked(int... files) {
        List<Integer> expected = List.of();
        for (int file : files) {
            expected = numbers(order.asked(Question.FACTS, file(DIRECTORY, file)));
        }
        return expected;
    }

    private static List<Integer> numbers(List<Listed> files) {
        return files.stream().map(file -> Integer.valueOf(file.path().name())).toList();
    }

    private static FsPath file(FsPath directory, int number) {
        return directory.child(Integer.toString(number));
    }

    private static FileInfo entry(FsPath path, FileType type) {
        return FileInfo.of(path, type, 1, Instant.EPOCH);
    }
}
