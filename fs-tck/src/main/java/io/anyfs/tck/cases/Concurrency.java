package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.ErrorKind;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Race;
import io.anyfs.tck.subject.Race.Outcome;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Many threads on the same names. */
@Requires(Capability.WRITE)
public interface Concurrency extends Subject {

    /** How many threads run against each other. */
    int RACERS = 8;

    /** How often a racer repeats itself: 25 times, or as often as the system property {@code anyfs.tck.rounds} says. */
    default int rounds() {
        return Integer.getInteger("anyfs.tck.rounds", 25);
    }

    @Test
    default void of_many_that_create_the_same_file_exactly_one_wins() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            String path = "/f" + round;
            List<Outcome<Integer>> outcomes = Race.run(RACERS, number -> {
                fs().write(path, WriteOptions.createNew(), out -> out.write(Content.sealed(2000, number)));
                return number;
            });
            int winner = Race.onlyWinner(outcomes, ErrorKind.ALREADY_EXISTS);
            assertContent(Content.sealed(2000, winner), path);
        }
    }

    @Test
    default void of_many_that_commit_the_same_new_file_exactly_one_wins() throws Exception {
        List<WriteHandle> handles = new ArrayList<>();
        for (int number = 0; number < RACERS; number++) {
            WriteHandle handle = fs().openWrite("/f", WriteOptions.createNew());
            handle.write(Content.sealed(2000, number));
            handles.add(handle);
        }
        List<Outcome<Integer>> outcomes = Race.run(RACERS, number -> {
            handles.get(number).commit();
            return number;
        });
        assertContent(Content.sealed(2000, Race.onlyWinner(outcomes, ErrorKind.ALREADY_EXISTS)), "/f");
        assertEquals(List.of("f"), names("/"));
    }

    @Test
    default void of_many_that_create_the_same_directory_exactly_one_wins() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            String path = "/d" + round;
            Race.onlyWinner(
                    Race.run(RACERS, number -> {
                        fs().createDirectory(path);
                        return number;
                    }),
                    ErrorKind.ALREADY_EXISTS);
        }
    }

    @Test
    default void many_create_the_same_directories_in_agreement() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            String path = "/d" + round + "/a/b/c";
            Race.assertAllSucceeded(Race.run(RACERS, number -> {
                fs().createDirectories(path);
                return number;
            }));
            assertTrue(fs().stat(path).isDirectory());
        }
    }

    @Test
    default void of_many_that_delete_the_same_file_exactly_one_wins() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            given().write("/f", "abc");
            Race.onlyWinner(
                    Race.run(RACERS, number -> {
                        fs().delete("/f");
                        return number;
                    }),
                    ErrorKind.NOT_FOUND);
        }
    }

    @Test
    default void readers_of_a_file_that_is_replaced_see_one_whole_version() throws Exception {
        given().write("/f", Content.sealed(chunkSize(), 0));
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<Integer>> runners = new ArrayList<>();
        runners.add(() -> replaceManyTimes("/f", done));
        for (int reader = 0; reader < 3; reader++) {
            runners.add(() -> {
                int seen = 0;
                do {
                    seen += readWhole("/f");
                } while (!done.get());
                return seen;
            });
        }
        Race.assertAllSucceeded(Race.run(runners));
    }

    @Test
    default void a_file_that_is_replaced_is_always_listed_and_never_missing() throws Exception {
        given().createDirectory("/d");
        given().write("/d/f", Content.sealed(100, 0));
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<Integer>> runners = new ArrayList<>();
        runners.add(() -> replaceManyTimes("/d/f", done));
        runners.add(() -> {
            do {
                assertEquals(List.of("f"), names("/d"));
            } while (!done.get());
            return 0;
        });
        runners.add(() -> {
            do {
                assertTrue(fs().stat("/d/f").size() > 0);
            } while (!done.get());
            return 0;
        });
        Race.assertAllSucceeded(Race.run(runners));
    }

    @Test
    default void a_file_replaced_by_many_is_one_of_theirs_whole() throws Exception {
        Race.assertAllSucceeded(Race.run(RACERS, number -> {
            for (int round = 0; round < rounds(); round++) {
                byte[] bytes = Content.sealed(chunkSize() / 2 + number * 1000, number);
                fs().write("/f", WriteOptions.replace(), out -> out.write(bytes));
            }
            return number;
        }));
        assertTrue(Content.isWhole(fs().readBytes("/f")));
        assertEquals(List.of("f"), names("/"));
    }

    @Test
    default void many_write_their_own_files_side_by_side() throws Exception {
        Race.assertAllSucceeded(Race.run(RACERS, number -> {
            for (int round = 0; round < rounds(); round++) {
                fs().write("/f-" + number + "-" + round, Content.sealed(1000 + round, number));
            }
            return number;
        }));
        assertEquals(RACERS * rounds(), names("/").size());
        for (FileInfo entry : fs().entries("/")) {
            assertTrue(Content.isWhole(fs().readBytes(entry.path().toString())), () -> entry + " is not whole");
        }
    }

    @Test
    default void a_file_deleted_and_created_again_is_whole_or_missing() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<Integer>> runners = new ArrayList<>();
        runners.add(() -> {
            try {
                for (int round = 0; round < rounds() * 4; round++) {
                    fs().write("/f", Content.sealed(chunkSize(), round));
                    fs().delete("/f");
                }
                return 0;
            } finally {
                done.set(true);
            }
        });
        for (int reader = 0; reader < 3; reader++) {
            runners.add(() -> {
                do {
                    try {
                        readWhole("/f");
                    } catch (IOException missing) {
                        ErrorKind kind = ErrorKind.of(missing);
                        assertTrue(kind == ErrorKind.NOT_FOUND || kind == ErrorKind.CHANGED, missing::toString);
                    }
                } while (!done.get());
                return 0;
            });
        }
        Race.assertAllSucceeded(Race.run(runners));
    }

    @Test
    @Requires(Capability.MOVE)
    default void of_many_that_move_the_same_file_exactly_one_wins() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            int now = round;
            given().write("/f", Content.sealed(100, round));
            int winner = Race.onlyWinner(
                    Race.run(RACERS, number -> {
                        fs().move("/f", "/to-" + now + "-" + number);
                        return number;
                    }),
                    ErrorKind.NOT_FOUND);
            assertContent(Content.sealed(100, round), "/to-" + round + "-" + winner);
            assertEquals(round + 1, names("/").size());
        }
    }

    @Test
    @Requires({Capability.MOVE, Capability.ATOMIC_MOVE})
    default void of_many_that_move_to_the_same_free_name_exactly_one_wins() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            String target = "/target" + round;
            for (int number = 0; number < RACERS; number++) {
                given().write("/source" + number, Content.sealed(100, number));
            }
            int winner = Race.onlyWinner(
                    Race.run(RACERS, number -> {
                        fs().move("/source" + number, target);
                        return number;
                    }),
                    ErrorKind.ALREADY_EXISTS);
            assertContent(Content.sealed(100, winner), target);
            for (int number = 0; number < RACERS; number++) {
                assertEquals(number != winner, fs().exists("/source" + number), "the source of racer " + number);
            }
        }
    }

    @Test
    @Requires({Capability.MOVE, Capability.ATOMIC_MOVE})
    default void a_file_replaced_by_moves_is_never_missing_and_always_whole() throws Exception {
        given().write("/f", Content.sealed(chunkSize(), 0));
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<Integer>> runners = new ArrayList<>();
        runners.add(() -> {
            try {
                for (int round = 0; round < rounds() * 4; round++) {
                    fs().write("/next", Content.sealed(chunkSize(), round));
                    fs().move(FsPath.of("/next"), FsPath.of("/f"), IfExists.REPLACE);
                }
                return 0;
            } finally {
                done.set(true);
            }
        });
        for (int reader = 0; reader < 3; reader++) {
            runners.add(() -> {
                do {
                    readWhole("/f");
                } while (!done.get());
                return 0;
            });
        }
        Race.assertAllSucceeded(Race.run(runners));
    }

    @Test
    default void a_directory_is_never_deleted_with_a_file_that_is_being_created_in_it() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            String directory = "/d" + round;
            given().createDirectory(directory);
            List<Outcome<String>> outcomes = Race.run(List.of(
                    () -> {
                        fs().delete(directory);
                        return "deleted";
                    },
                    () -> {
                        fs().write(directory + "/f", "abc");
                        return "created";
                    }));
            boolean deleted = outcomes.get(0).succeeded();
            boolean created = outcomes.get(1).succeeded();
            assertTrue(deleted != created, () -> "one of the two must win: " + outcomes);
            Race.assertLost(outcomes.get(deleted ? 1 : 0), Set.of(ErrorKind.NOT_EMPTY, ErrorKind.NOT_FOUND));
            assertEquals(created, fs().exists(directory + "/f"));
        }
    }

    @Test
    default void readers_end_when_their_filesystem_is_closed_under_them() throws Exception {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        given().write("/f", bytes);
        var guest = fs().borrow("a guest");
        List<Callable<Integer>> runners = new ArrayList<>();
        for (int reader = 0; reader < 3; reader++) {
            runners.add(() -> {
                for (int reads = 0; ; reads++) {
                    try (ReadHandle in = guest.openRead("/f")) {
                        ByteBuffer target = ByteBuffer.allocate(bytes.length);
                        in.readFully(target, 0);
                        assertArrayEquals(bytes, target.array());
                    } catch (IOException | IllegalStateException closed) {
                        assertEquals(ErrorKind.CLOSED, ErrorKind.of(closed), closed::toString);
                        return reads;
                    }
                }
            });
        }
        runners.add(() -> {
            fs().readBytes("/f");
            try {
                guest.close();
            } catch (io.anyfs.lifecycle.ResourceLeakException expected) {
                // The strict level tells that readers were at work, which is the point here.
            }
            return 0;
        });
        Race.assertAllSucceeded(Race.run(runners));
        assertContent(bytes, "/f");
    }

    @Test
    default void an_interrupted_reader_does_not_take_the_handle_from_others() throws Exception {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        given().write("/f", bytes);
        try (ReadHandle in = fs().openRead("/f")) {
            Race.assertAllSucceeded(Race.run(List.of(() -> {
                Thread.currentThread().interrupt();
                try {
                    in.read(ByteBuffer.allocate(10), 0);
                } catch (IOException interrupted) {
                    assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(interrupted), interrupted::toString);
                }
                return Thread.interrupted();
            })));
            ByteBuffer target = ByteBuffer.allocate(bytes.length);
            in.readFully(target, 0);
            assertArrayEquals(bytes, target.array());
        }
    }

    @Test
    default void an_interrupted_writer_publishes_all_or_nothing() throws Exception {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        List<Outcome<Boolean>> outcomes = Race.run(List.of(() -> {
            try {
                fs().write("/f", WriteOptions.createNew(), out -> {
                    out.write(bytes);
                    Thread.currentThread().interrupt();
                    out.write(bytes);
                });
                return true;
            } catch (IOException interrupted) {
                assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(interrupted), interrupted::toString);
                return false;
            } finally {
                Thread.interrupted();
            }
        }));
        Race.assertAllSucceeded(outcomes);
        if (Boolean.TRUE.equals(outcomes.get(0).value())) {
            assertContent(Content.joined(bytes, bytes), "/f");
        } else {
            assertEquals(List.of(), names("/"));
        }
    }

    private int replaceManyTimes(String path, AtomicBoolean done) throws IOException {
        try {
            for (int round = 0; round < rounds() * 4; round++) {
                fs().write(path, Content.sealed(chunkSize() + round, round));
            }
            return rounds();
        } finally {
            done.set(true);
        }
    }

    /** Returns 1 for a whole file, 0 for one that told that it changed. */
    private int readWhole(String path) throws IOException {
        try {
            byte[] bytes = fs().readBytes(path);
            assertTrue(Content.isWhole(bytes), () -> "a mix of versions in " + bytes.length + " bytes");
            return 1;
        } catch (io.anyfs.FileChangedException told) {
            return 0;
        }
    }
}
