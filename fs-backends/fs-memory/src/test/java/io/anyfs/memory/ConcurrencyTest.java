package io.anyfs.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {

    private final FileSystem fs = MemoryFileSystem.create();

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    @Test
    void of_many_that_create_a_file_the_first_to_commit_wins() throws Exception {
        for (int round = 0; round < 100; round++) {
            String path = "/new" + round;
            List<WriteHandle> handles = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                WriteHandle out = fs.openWrite(path, WriteOptions.createNew());
                out.write(new byte[] {(byte) i});
                handles.add(out);
            }
            List<Race.Outcome<FileInfo>> outcomes =
                    Race.run(16, number -> handles.get(number).commit());
            List<Integer> winners = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                if (outcomes.get(i).succeeded()) {
                    winners.add(i);
                } else {
                    assertInstanceOf(
                            FileAlreadyExistsException.class, outcomes.get(i).failure());
                }
            }
            assertEquals(1, winners.size(), winners.toString());
            assertArrayEquals(new byte[] {winners.get(0).byteValue()}, fs.readBytes(path));
        }
    }

    @Test
    void a_reader_that_is_stuck_blocks_nobody() throws Exception {
        byte[] old = new byte[300_000];
        fs.write("/a", old);
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (ReadHandle in = fs.openRead("/a")) {
            Future<Long> sent = threads.submit(() -> in.transferTo(0, old.length, new Stuck(stuck, release)));
            assertTrue(stuck.await(20, TimeUnit.SECONDS));
            fs.write("/a", "new");
            fs.move("/a", "/b");
            fs.createDirectory("/d");
            assertEquals("new", fs.readString("/b"));
            fs.delete("/b");
            assertFalse(sent.isDone());
            release.countDown();
            assertEquals(old.length, sent.get(20, TimeUnit.SECONDS));
        } finally {
            release.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void a_writer_that_does_not_go_on_blocks_nobody() throws IOException {
        try (WriteHandle waiting = fs.openWrite("/a", WriteOptions.replace());
                WriteHandle inPlace = fs.openWrite("/p", WriteOptions.replace().inPlace());
                DirectoryListing listing = fs.list("/")) {
            waiting.write(new byte[100]);
            inPlace.write(new byte[100]);
            fs.write("/a", "other");
            assertEquals("other", fs.readString("/a"));
            fs.write("/p", "other");
            assertEquals("other", fs.readString("/p"));
            fs.delete("/p");
            assertEquals(2, listing.stream().count());
            waiting.commit();
        }
        assertEquals(100, fs.stat("/a").size());
    }

    @Test
    void readers_see_whole_versions_while_writers_replace() throws Exception {
        int size = 3 * Chunk.SIZE / 2;
        fs.write("/a", filled(size, 0));
        AtomicBoolean stop = new AtomicBoolean();
        List<Callable<Integer>> runners = new ArrayList<>();
        for (int writer = 1; writer <= 2; writer++) {
            int number = writer;
            runners.add(() -> {
                for (int round = 0; round < 300; round++) {
                    fs.write("/a", filled(size, number * 50 + round % 50));
                }
                stop.set(true);
                return 0;
            });
        }
        for (int reader = 0; reader < 4; reader++) {
            runners.add(() -> {
                while (!stop.get()) {
                    try (ReadHandle in = fs.openRead("/a")) {
                        assertEquals(size, in.size());
                        ByteBuffer bytes = ByteBuffer.allocate(size);
                        in.readFully(bytes, 0);
                        assertArrayEquals(filled(size, bytes.get(0)), bytes.array());
                    }
                }
                return 0;
            });
        }
        Race.assertAllSucceeded(Race.run(runners));
    }

    @Test
    void a_moving_entry_is_at_one_of_two_places_and_never_at_both_or_neither() throws Exception {
        fs.createDirectories("/one/in");
        fs.createDirectory("/two");
        fs.write("/one/in/f", "x");
        String[] homes = {"/one/in", "/two/in"};
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<Callable<Integer>> runners = new ArrayList<>();
        runners.add(() -> {
            for (int move = 0; move < 40_000; move++) {
                begun.incrementAndGet();
                fs.move(homes[move % 2], homes[(move + 1) % 2]);
                done.incrementAndGet();
                if (move % 8 == 0) {
                    // The readers need moments with no more than one move in them.
                    fs.entries("/");
                }
            }
            return 1;
        });
        for (int reader = 0; reader < 3; reader++) {
            runners.add(() -> {
                int checks = 0;
                for (int move = done.get(); move < 40_000; move = done.get()) {
                    String source = homes[move % 2] + "/f";
                    String target = homes[(move + 1) % 2] + "/f";
                    boolean arrived = fs.exists(target);
                    boolean gone = !fs.exists(source);
                    boolean arrivedThen = fs.exists(target);
                    if (begun.get() <= move + 1) {
                        // At most this one move happened meanwhile.
                        assertTrue(gone || !arrived, "at both places");
                        assertTrue(!gone || arrivedThen, "at neither place");
                        checks++;
                    }
                }
                return checks;
            });
        }
        List<Race.Outcome<Integer>> outcomes = Race.run(runners);
        Race.assertAllSucceeded(outcomes);
        assertTrue(outcomes.stream().skip(1).allMatch(outcome -> outcome.value() > 0), "nothing was checked");
        assertEquals("x", fs.readString("/one/in/f"));
    }

    @Test
    void a_file_that_is_replaced_by_moves_exists_at_every_moment() throws Exception {
        fs.write("/target", "0");
        AtomicBoolean stop = new AtomicBoolean();
        List<Callable<Integer>> runners = new ArrayList<>();
        runners.add(() -> {
            for (int round = 0; round < 20_000; round++) {
                fs.write("/new", "1");
                fs.move(FsPath.of("/new"), FsPath.of("/target"), IfExists.REPLACE);
            }
            stop.set(true);
            return 0;
        });
        for (int reader = 0; reader < 3; reader++) {
            runners.add(() -> {
                while (!stop.get()) {
                    assertEquals(1, fs.stat("/target").size());
                    assertEquals(1, fs.readString("/target").length());
                }
                return 0;
            });
        }
        Race.assertAllSucceeded(Race.run(runners));
    }

    @Test
    void a_listing_shows_what_is_there_throughout_once_whatever_comes_and_goes() throws Exception {
        int stay = 2000;
        for (int i = 0; i < stay; i++) {
            fs.write("/stay" + i, "");
        }
        AtomicBoolean stop = new AtomicBoolean();
        List<Callable<Integer>> runners = new ArrayList<>();
        for (int churner = 0; churner < 2; churner++) {
            int number = churner;
            runners.add(() -> {
                // Grows far enough to make the directory's table grow several times under the listings.
                for (int i = 0; !stop.get(); i++) {
                    String name = "/go" + number + "-" + i % 20_000;
                    if (!fs.deleteIfExists(FsPath.of(name))) {
                        fs.write(name, "");
                        fs.move(name, name + "x");
                        fs.move(name + "x", name);
                    }
                }
                return 0;
            });
        }
        for (int lister = 0; lister < 2; lister++) {
            runners.add(() -> {
                try {
                    for (int round = 0; round < 60; round++) {
                        Map<String, Integer> seen = new HashMap<>();
                        for (FileInfo entry : fs.entries("/")) {
                            seen.merge(entry.name(), 1, Integer::sum);
                        }
                        for (int i = 0; i < stay; i++) {
                            assertEquals(1, seen.get("stay" + i), "stay" + i);
                        }
                    }
                } finally {
                    stop.set(true);
                }
                return 0;
            });
        }
        Race.assertAllSucceeded(Race.run(runners));
    }

    @Test
    void two_that_write_in_place_do_not_undo_each_other() throws Exception {
        int size = 2 * Chunk.SIZE;
        WriteHandle even = fs.openWrite("/a", WriteOptions.update().inPlace());
        WriteHandle odd = fs.openWrite("/a", WriteOptions.update().inPlace());
        Race.assertAllSucceeded(Race.run(2, number -> {
            WriteHandle out = number == 0 ? even : odd;
            for (int at = number; at < size; at += 64) {
                out.write(ByteBuffer.wrap(new byte[] {(byte) (number + 1)}), at);
            }
            return out.commit().size();
        }));
        byte[] bytes = fs.readBytes("/a");
        for (int at = 0; at < size; at += 64) {
            assertEquals(1, bytes[at]);
            assertEquals(2, bytes[at + 1]);
        }
    }

    @Test
    void directories_that_race_into_each_other_never_make_a_loop() throws Exception {
        for (int round = 0; round < 500; round++) {
            fs.createDirectories("/r" + round + "/a");
            fs.createDirectories("/r" + round + "/b");
            String root = "/r" + round;
            List<Race.Outcome<Integer>> outcomes = Race.run(List.of(
                    () -> {
                        fs.move(root + "/a", root + "/b/a");
                        return 0;
                    },
                    () -> {
                        fs.move(root + "/b", root + "/a/b");
                        return 0;
                    }));
            assertEquals(
                    1, outcomes.stream().filter(Race.Outcome::succeeded).count(), "exactly one of two can be done");
            assertTrue(fs.exists(root + "/a/b") || fs.exists(root + "/b/a"));
        }
    }

    private static byte[] filled(int size, int with) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    /** Takes bytes only when it is released. */
    private record Stuck(CountDownLatch stuck, CountDownLatch release) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer source) throws IOException {
            stuck.countDown();
            try {
                assertTrue(release.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            int bytes = source.remaining();
            source.position(source.limit());
            return bytes;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
