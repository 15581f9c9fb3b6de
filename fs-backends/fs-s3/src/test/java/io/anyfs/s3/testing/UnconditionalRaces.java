package io.anyfs.s3.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.ErrorKind;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.Deviation;
import io.anyfs.tck.cases.Concurrency;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Race;
import io.anyfs.tck.subject.Race.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Races to create a file where the store does not check {@code If-None-Match}, or in a step before the one that stores: who
 * looked before another was done wins as well, and the file is that of one of them, whole.
 */
public interface UnconditionalRaces extends Concurrency {

    /** Why. */
    String NOT_ATOMIC = "The store does not check If-None-Match, or in a step before the one that stores: who looked "
            + "before another was done wins as well, and the file is that of one of them, whole.";

    @Test
    @Override
    @Deviation(NOT_ATOMIC)
    default void of_many_that_create_the_same_file_exactly_one_wins() throws Exception {
        assertOneOfTheWinners(Race.run(RACERS, number -> {
            fs().write("/f", WriteOptions.createNew(), out -> out.write(Content.sealed(2000, number)));
            return number;
        }));
    }

    @Test
    @Override
    @Deviation(NOT_ATOMIC)
    default void of_many_that_commit_the_same_new_file_exactly_one_wins() throws Exception {
        List<WriteHandle> handles = new ArrayList<>();
        for (int number = 0; number < RACERS; number++) {
            WriteHandle handle = fs().openWrite("/f", WriteOptions.createNew());
            handle.write(Content.sealed(2000, number));
            handles.add(handle);
        }
        assertOneOfTheWinners(Race.run(RACERS, number -> {
            handles.get(number).commit();
            return number;
        }));
        assertEquals(List.of("f"), names("/"));
    }

    private void assertOneOfTheWinners(List<Outcome<Integer>> outcomes) throws IOException {
        byte[] bytes = fs().readBytes("/f");
        List<Integer> winners = new ArrayList<>();
        for (Outcome<Integer> outcome : outcomes) {
            if (outcome.succeeded()) {
                winners.add(outcome.value());
            } else {
                assertEquals(ErrorKind.ALREADY_EXISTS, ErrorKind.of(outcome.failure()), outcome::toString);
            }
        }
        assertTrue(winners.stream().anyMatch(number -> Arrays.equals(Content.sealed(2000, number), bytes)));
    }
}
