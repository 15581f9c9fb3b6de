package io.anyfs.s3.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.tck.Deviation;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * What S3Mock does in races, other than S3. It checks {@code If-None-Match} in a step before the one that stores, and keeps
 * the bytes of an object and its facts in two files, which it replaces one after the other while others read. That is no
 * deviation of the backend: with S3Proxy, and with S3, the cases hold as they are.
 */
public interface S3MockRaces extends UnconditionalRaces {

    /** Why. */
    String S3MOCK = "S3Mock keeps the bytes of an object and its facts in two files, which it replaces one after the "
            + "other while others read. With S3Proxy, and with S3, the case holds as it is.";

    @Test
    @Override
    @Deviation(S3MOCK)
    default void readers_of_a_file_that_is_replaced_see_one_whole_version() throws Exception {
        given().write("/f", Content.sealed(chunkSize(), 0));
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<Integer>> runners = new ArrayList<>();
        runners.add(() -> writeAndDelete(done, false));
        runners.addAll(readers(done));
        Race.assertAllSucceeded(Race.run(runners));
        assertContent(Content.sealed(chunkSize() + last(), last()), "/f");
    }

    @Test
    @Override
    @Deviation(S3MOCK)
    default void a_file_deleted_and_created_again_is_whole_or_missing() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<Integer>> runners = new ArrayList<>();
        runners.add(() -> writeAndDelete(done, true));
        runners.addAll(readers(done));
        Race.assertAllSucceeded(Race.run(runners));
        assertEquals(List.of(), names("/"));
    }

    private int last() {
        return rounds() * 4 - 1;
    }

    private int writeAndDelete(AtomicBoolean done, boolean deletes) throws IOException {
        try {
            for (int round = 0; round <= last(); round++) {
                fs().write("/f", Content.sealed(chunkSize() + round, round));
                if (deletes) {
                    fs().delete("/f");
                }
            }
            return 0;
        } finally {
            done.set(true);
        }
    }

    /** They get a version, a mix of two, nothing or a failure, but always something, and end. */
    private List<Callable<Integer>> readers(AtomicBoolean done) {
        Callable<Integer> reader = () -> {
            int answers = 0;
            do {
                try {
                    assertTrue(fs().readBytes("/f").length <= chunkSize() + last() + 32);
                } catch (IOException told) {
                    assertTrue(told.getMessage().contains("/f"), told::toString);
                }
                answers++;
            } while (!done.get());
            return answers;
        };
        return List.of(reader, reader, reader);
    }
}
