package io.anyfs.tck;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.WriteMode;
import io.anyfs.lifecycle.LeakDetection;
import io.anyfs.tck.model.Sequence;
import io.anyfs.tck.model.Step;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/**
 * Random sequences of calls on a storage, compared with the model. A sequence that differs is shrunk to the shortest one that
 * still does, and printed with its seed. Run by jqwik; a storage is tested by one subclass:
 *
 * <pre>{@code
 * class MyRandomSequencesTest extends RandomSequencesContract {
 *     @Override
 *     protected FileSystem open() {
 *         return FileSystem.over(new MyBackend());
 *     }
 * }
 * }</pre>
 *
 * <p>Names are few, so that calls meet. 200 sequences, and 5,000 longer ones more with the system property
 * {@code anyfs.thorough=true}.
 */
public abstract class RandomSequencesContract {

    /** Targets of links that lead nowhere but inside, wherever the link is. */
    protected static final List<String> TARGETS_INSIDE = List.of("a", "b", "/a", "/b/c", "./c", "/");

    private static final List<String> TARGETS =
            List.of("a", "b", "/a", "/b/c", "../a", "../../b", "a/../b", "./c", "/");

    /** A contract for one storage. */
    protected RandomSequencesContract() {}

    /** Opens a fresh, empty filesystem, closed after each sequence. */
    protected abstract FileSystem open() throws IOException;

    /** Around which sizes to write, in bytes: the unit in which the storage cuts files, 2 or more. */
    protected int chunkSize() {
        return 64 * 1024;
    }

    /**
     * What links are made to lead to. Of a storage that refuses links out of the root, such as a view of a directory, none may
     * lead there: {@link #TARGETS_INSIDE}.
     */
    protected List<String> linkTargets() {
        return TARGETS;
    }

    /** How many sequences to try where others try so many: overridden by a storage that takes long, which says why. */
    protected int tries(int usual) {
        return usual;
    }

    @Property(tries = 200)
    @AddLifecycleHook(TriesOfStorage.class)
    final void any_sequence_of_calls_has_the_results_of_the_model(@ForAll("sequences") Sequence sequence)
            throws IOException {
        compare(sequence);
    }

    @Property(tries = 5000)
    @AddLifecycleHook(OnlyWhenThorough.class)
    @AddLifecycleHook(TriesOfStorage.class)
    final void any_long_sequence_of_calls_has_the_results_of_the_model(@ForAll("longSequences") Sequence sequence)
            throws IOException {
        compare(sequence);
    }

    @Provide
    final Arbitrary<Sequence> sequences() {
        return steps().list().ofMinSize(1).ofMaxSize(30).map(Sequence::new);
    }

    @Provide
    final Arbitrary<Sequence> longSequences() {
        return steps().list().ofMinSize(20).ofMaxSize(100).map(Sequence::new);
    }

    private void compare(Sequence sequence) throws IOException {
        LeakDetection before = LeakDetection.current();
        LeakDetection.use(LeakDetection.STRICT);
        try (FileSystem fs = open()) {
            sequence.compare(fs);
        } finally {
            LeakDetection.use(before);
        }
    }

    private Arbitrary<Step> steps() {
        Arbitrary<FsPath> paths = paths();
        Arbitrary<IfExists> ifExists = Arbitraries.of(IfExists.class);
        Arbitrary<Step> write = Combinators.combine(
                        paths, Arbitraries.of(WriteMode.class), sizes(), Arbitraries.of(Step.Ending.class))
                .as(Step.Write::new);
        Arbitrary<Step> writeAt = Combinators.combine(paths, sizes(), sizes()).as(Step.WriteAt::new);
        Arbitrary<Step> truncate = Combinators.combine(paths, sizes()).as(Step.Truncate::new);
        Arbitrary<Step> move = Combinators.combine(paths, paths, ifExists).as(Step.Move::new);
        Arbitrary<Step> copy = Combinators.combine(paths, paths, ifExists).as(Step.Copy::new);
        Arbitrary<Step> link =
                Combinators.combine(paths, Arbitraries.of(linkTargets())).as(Step.Link::new);
        Arbitrary<Step> time = Combinators.combine(paths, Arbitraries.integers().between(0, 1000))
                .as(Step.SetTime::new);
        return Arbitraries.frequencyOf(
                Tuple.of(6, write),
                Tuple.of(2, writeAt),
                Tuple.of(1, truncate),
                Tuple.of(5, paths.map(Step.CreateDirectory::new)),
                Tuple.of(1, paths.map(Step.CreateDirectories::new)),
                Tuple.of(3, paths.map(Step.Delete::new)),
                Tuple.of(5, move),
                Tuple.of(3, copy),
                Tuple.of(2, link),
                Tuple.of(1, time),
                Tuple.of(1, paths.map(Step.Stat::new)),
                Tuple.of(1, paths.map(Step.Lstat::new)),
                Tuple.of(1, paths.map(Step.Read::new)),
                Tuple.of(2, paths.map(Step.ListEntries::new)));
    }

    private static Arbitrary<FsPath> paths() {
        Arbitrary<String> names = Arbitraries.of("a", "b", "c");
        Arbitrary<FsPath> below =
                names.list().ofMinSize(1).ofMaxSize(3).map(list -> FsPath.of("/" + String.join("/", list)));
        return Arbitraries.frequencyOf(Tuple.of(30, below), Tuple.of(1, Arbitraries.just(FsPath.ROOT)));
    }

    private Arbitrary<Integer> sizes() {
        int chunk = chunkSize();
        return Arbitraries.of(List.of(0, 1, 2, 100, chunk - 1, chunk, chunk + 1, 2 * chunk + 3));
    }
}
