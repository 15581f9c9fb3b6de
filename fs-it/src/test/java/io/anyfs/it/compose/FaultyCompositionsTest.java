package io.anyfs.it.compose;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.lifecycle.LeakDetection;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.tck.OnlyWhenThorough;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever call on whatever storage of a composition fails, what is there afterwards is what was there before the step or what
 * the step makes, with all bytes, and the steps that follow give what they give on the model. Nothing stays open. A sequence that
 * fails is shrunk and printed with its seed and the faults that fired.
 */
class FaultyCompositionsTest {

    private static final int TRIES = 150;

    private static Path directory = Path.of("");

    @BeforeContainer
    static void createDirectory() throws IOException {
        directory = Files.createTempDirectory("anyfs-faulty");
    }

    @AfterContainer
    static void deleteDirectory() throws IOException {
        try (FileSystem fs = LocalFileSystem.open(directory)) {
            TreeDelete.empty(fs, FsPath.ROOT);
        }
        Files.delete(directory);
    }

    @Property(tries = TRIES)
    void on_a_union_a_step_that_fails_has_happened_or_has_not(@ForAll("sequencesWithLinks") FaultySequence sequence)
            throws IOException {
        compare(FaultyComposition.UNION, sequence);
    }

    @Property(tries = TRIES)
    void on_a_union_of_writable_layers_a_step_that_fails_has_happened_or_has_not(
            @ForAll("sequencesWithLinks") FaultySequence sequence) throws IOException {
        compare(FaultyComposition.UNION_OF_WRITABLE, sequence);
    }

    @Property(tries = TRIES)
    void on_mounts_a_step_that_fails_has_happened_or_has_not(@ForAll("sequences") FaultySequence sequence)
            throws IOException {
        compare(FaultyComposition.MOUNTS, sequence);
    }

    @Property(tries = TRIES)
    void in_encryption_a_step_that_fails_has_happened_or_has_not(@ForAll("sequencesWithLinks") FaultySequence sequence)
            throws IOException {
        compare(FaultyComposition.CRYPT, sequence);
    }

    @Property(tries = TRIES)
    void on_compression_a_step_that_fails_has_happened_or_has_not(@ForAll("sequencesWithLinks") FaultySequence sequence)
            throws IOException {
        compare(FaultyComposition.COMPRESS, sequence);
    }

    @Property(tries = TRIES)
    void on_a_quota_a_step_that_fails_has_happened_or_has_not(@ForAll("sequencesWithLinks") FaultySequence sequence)
            throws IOException {
        compare(FaultyComposition.QUOTA, sequence);
    }

    @Property(tries = TRIES)
    void on_a_cache_a_step_that_fails_has_happened_or_has_not(@ForAll("sequencesWithLinks") FaultySequence sequence)
            throws IOException {
        compare(FaultyComposition.CACHE, sequence);
    }

    @Property(tries = TRIES)
    void on_retries_a_step_that_fails_has_happened_or_has_not(@ForAll("sequencesWithLinks") FaultySequence sequence)
            throws IOException {
        compare(FaultyComposition.RETRY, sequence);
    }

    @Property(tries = 20_000)
    @AddLifecycleHook(OnlyWhenThorough.class)
    void a_step_of_a_long_sequence_that_fails_has_happened_or_has_not(
            @ForAll FaultyComposition composition, @ForAll("longSequences") FaultySequence sequence)
            throws IOException {
        compare(composition, sequence);
    }

    @Provide
    Arbitrary<FaultySequence> sequences() {
        return FaultySequences.ofAtMost(20, false);
    }

    @Provide
    Arbitrary<FaultySequence> sequencesWithLinks() {
        return FaultySequences.ofAtMost(20, true);
    }

    @Provide
    Arbitrary<FaultySequence> longSequences() {
        return FaultySequences.ofAtMost(60, false);
    }

    private static void compare(FaultyComposition composition, FaultySequence sequence) throws IOException {
        LeakDetection before = LeakDetection.current();
        LeakDetection.use(LeakDetection.STRICT);
        try {
            sequence.compare(composition, directory);
        } finally {
            LeakDetection.use(before);
        }
    }
}
