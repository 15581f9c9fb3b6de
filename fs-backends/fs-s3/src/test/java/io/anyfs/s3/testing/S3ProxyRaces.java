package io.anyfs.s3.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.tck.Deviation;
import io.anyfs.tck.cases.Concurrency;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * What S3Proxy does in races, other than S3: it lists the temporary files in which its storage puts objects together, such as
 * {@code f-88c21046-b805-4961-89bd-741ae9b4f669}. That is no deviation of the backend: with S3Mock, and with S3, the case
 * holds as it is.
 */
public interface S3ProxyRaces extends Concurrency {

    @Test
    @Override
    @Deviation("S3Proxy lists the temporary files in which its storage puts objects together. With S3Mock, and "
            + "with S3, the case holds as it is.")
    default void a_file_that_is_replaced_is_always_listed_and_never_missing() throws Exception {
        given().createDirectory("/d");
        given().write("/d/f", Content.sealed(100, 0));
        AtomicBoolean done = new AtomicBoolean();
        Callable<Integer> writer = () -> {
            try {
                for (int round = 0; round < rounds() * 4; round++) {
                    fs().write("/d/f", Content.sealed(chunkSize() + round, round));
                }
                return 0;
            } finally {
                done.set(true);
            }
        };
        Race.assertAllSucceeded(
                Race.run(List.of(writer, until(done, this::assertListed), until(done, this::assertThere))));
    }

    private void assertListed() throws IOException {
        List<String> names = names("/d");
        assertTrue(names.contains("f"), names::toString);
        assertTrue(names.stream().allMatch(name -> name.matches("f|f-[-0-9a-f]{36}")), names::toString);
    }

    private void assertThere() throws IOException {
        assertTrue(fs().stat("/d/f").size() > 0);
    }

    /** Something that is asked. */
    @FunctionalInterface
    interface Question {
        /** Asks it. */
        void ask() throws IOException;
    }

    private static Callable<Integer> until(AtomicBoolean done, Question question) {
        return () -> {
            do {
                question.ask();
            } while (!done.get());
            return 0;
        };
    }
}
