package io.anyfs.it.compose;

import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.WriteMode;
import io.anyfs.it.compose.FaultySequence.Action;
import io.anyfs.tck.model.Step;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random sequences with faults. Names are few, so that calls meet. */
final class FaultySequences {

    /** The unit in which the compositions cut files, in bytes; files are about as large. */
    static final int CHUNK = 4096;

    private FaultySequences() {}

    static Arbitrary<FaultySequence> ofAtMost(int steps, boolean withLinks) {
        return actions(withLinks).list().ofMinSize(1).ofMaxSize(steps).map(FaultySequence::new);
    }

    private static Arbitrary<Action> actions(boolean withLinks) {
        Arbitrary<Injection> injection = Combinators.combine(
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.frequencyOf(
                                Tuple.of(1, Arbitraries.of(Injection.OPERATIONS)),
                                Tuple.of(1, Arbitraries.of(Injection.CHANGES))),
                        Arbitraries.frequency(Tuple.of(3, 1), Tuple.of(1, 2), Tuple.of(1, 3)),
                        Arbitraries.of(Injection.Kind.class))
                .as(Injection::new);
        Arbitrary<List<Injection>> injections = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(List.<Injection>of())),
                Tuple.of(3, injection.list().ofMinSize(1).ofMaxSize(2)));
        return Combinators.combine(steps(withLinks), injections).as(Action::new);
    }

    private static Arbitrary<Step> steps(boolean withLinks) {
        Arbitrary<FsPath> paths = paths();
        Arbitrary<IfExists> ifExists = Arbitraries.of(IfExists.class);
        Arbitrary<Step> write = Combinators.combine(
                        paths, Arbitraries.of(WriteMode.class), sizes(), Arbitraries.of(Step.Ending.class))
                .as(Step.Write::new);
        Arbitrary<Step> writeAt = Combinators.combine(paths, sizes(), sizes()).as(Step.WriteAt::new);
        Arbitrary<Step> truncate = Combinators.combine(paths, sizes()).as(Step.Truncate::new);
        Arbitrary<Step> move = Combinators.combine(paths, paths, ifExists).as(Step.Move::new);
        Arbitrary<Step> copy = Combinators.combine(paths, paths, ifExists).as(Step.Copy::new);
        Arbitrary<Step> link = Combinators.combine(paths, Arbitraries.of("a", "b", "/a", "/b/c", "./c", "/"))
                .as(Step.Link::new);
        Arbitrary<Step> time = Combinators.combine(paths, Arbitraries.integers().between(0, 1000))
                .as(Step.SetTime::new);
        return Arbitraries.frequencyOf(
                Tuple.of(8, write),
                Tuple.of(2, writeAt),
                Tuple.of(1, truncate),
                Tuple.of(5, paths.map(Step.CreateDirectory::new)),
                Tuple.of(1, paths.map(Step.CreateDirectories::new)),
                Tuple.of(3, paths.map(Step.Delete::new)),
                Tuple.of(5, move),
                Tuple.of(4, copy),
                Tuple.of(withLinks ? 2 : 0, link),
                Tuple.of(1, time),
                Tuple.of(1, paths.map(Step.Read::new)),
                Tuple.of(1, paths.map(Step.ListEntries::new)));
    }

    private static Arbitrary<FsPath> paths() {
        return Arbitraries.frequencyOf(Tuple.of(4, paths(1)), Tuple.of(3, paths(2)), Tuple.of(1, paths(3)));
    }

    private static Arbitrary<FsPath> paths(int names) {
        return Arbitraries.of("a", "b", "c").list().ofSize(names).map(list -> FsPath.of("/" + String.join("/", list)));
    }

    private static Arbitrary<Integer> sizes() {
        return Arbitraries.of(0, 1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 3);
    }
}
