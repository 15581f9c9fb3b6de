package io.anyfs.it.compose;

import io.anyfs.FileSystem;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.tck.model.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The storages of one composition, each with its own plan. */
final class FaultyStorages {

    private final List<FaultPlan> plans = new ArrayList<>();
    private final List<OpenHandles> storages = new ArrayList<>();

    /** One more storage, empty. */
    Backend next() throws IOException {
        return next(List.of());
    }

    /** One more storage, in which these steps were made. */
    Backend next(List<Step> steps) throws IOException {
        FaultPlan plan = new FaultPlan(0);
        OpenHandles storage = new OpenHandles(new MemoryBackend(MemoryOptions.DEFAULT));
        try (FileSystem fs = FileSystem.over(new Lent(storage))) {
            steps.forEach(step -> Outcome.of(step, fs));
        }
        plans.add(plan);
        storages.add(storage);
        return new FaultBackend(storage, plan);
    }

    List<FaultPlan> plans() {
        return plans;
    }

    int fired() {
        return plans.stream().mapToInt(plan -> plan.fired().size()).sum();
    }

    List<String> open() {
        return storages.stream().flatMap(storage -> storage.open().stream()).toList();
    }

    /** Stays open. */
    private static final class Lent extends ForwardingBackend {
        Lent(Backend delegate) {
            super(delegate);
        }

        @Override
        public void close() {}
    }
}
