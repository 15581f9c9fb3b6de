package io.anyfs.it.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.anyfs.FileSystem;
import io.anyfs.overlay.quota.QuotaBackend;
import io.anyfs.overlay.quota.QuotaUsage;
import io.anyfs.spi.Backend;
import io.anyfs.tck.model.ModelBackend;
import io.anyfs.tck.model.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Steps on a composition whose storages go wrong, beside the model, which does not. */
record FaultySequence(List<Action> actions) {

    /** A call, and what is planned to go wrong from then on. */
    record Action(Step step, List<Injection> injections) {}

    /** Makes the calls; what the composition gives and holds must be what the model gives and holds. */
    void compare(FaultyComposition composition, Path directory) throws IOException {
        FaultyStorages storages = new FaultyStorages();
        Backend composed = composition.over(storages, directory);
        FileSystem tested = FileSystem.over(composed);
        try (Run run = new Run(composition, storages, composed, tested)) {
            run.run();
            assertEquals(List.of(), tested.openResources(), this::toString);
        } finally {
            try {
                tested.close();
            } catch (IOException failure) {
                assertTrue(Outcome.isInjected(failure), failure::toString);
            }
        }
        assertEquals(List.of(), storages.open(), () -> "what is open after " + this);
    }

    private final class Run implements AutoCloseable {
        private final FaultyComposition composition;
        private final FaultyStorages storages;
        private final Backend composed;
        private final FileSystem tested;
        private final List<Step> happened;
        private final List<FileSystem> models = new ArrayList<>();
        private FileSystem model;

        Run(FaultyComposition composition, FaultyStorages storages, Backend composed, FileSystem tested)
                throws IOException {
            this.composition = composition;
            this.storages = storages;
            this.composed = composed;
            this.tested = tested;
            composition.fill(tested);
            this.happened = new ArrayList<>(FaultyComposition.START);
            this.model = after(List.of());
        }

        @Override
        public void close() throws IOException {
            for (FileSystem opened : models) {
                opened.close();
            }
        }

        void run() throws IOException {
            for (int i = 0; i < actions.size(); i++) {
                make(actions.get(i), "step " + (i + 1) + " of " + FaultySequence.this + ", fired " + storages.plans());
            }
            assertEquals(Holdings.of(model), seen(), () -> "what there is after " + FaultySequence.this);
            if (composed instanceof QuotaBackend quota) {
                requireCounted(quota);
            }
        }

        private void make(Action action, String where) throws IOException {
            Step step = action.step();
            action.injections().forEach(injection -> injection.plan(storages.plans()));
            int firedBefore = storages.fired();
            Outcome expected = Outcome.of(step, model);
            Outcome actual = Outcome.of(step, tested);
            int fired = storages.fired() - firedBefore;
            if (fired > 0 && actual.failed()) {
                if (!actual.injected() && !actual.agreesWith(expected, step)) {
                    fail("neither the fault nor what is expected is told: " + actual + ", " + where, actual.failure());
                }
                adopt(step, where + ", failed as " + actual);
            } else if (composition.refuses() && actual.refused()) {
                adopt(List.of(List.of()), where + ", refused as " + actual);
            } else {
                if (!actual.agreesWith(expected, step)) {
                    fail("expected " + expected + " but was " + actual + ", " + where, actual.failure());
                }
                happened.add(step);
                if (fired > 0) {
                    assertEquals(Holdings.of(model), seen(), () -> "what there is after " + where);
                }
            }
        }

        private void adopt(Step step, String where) throws IOException {
            adopt(composition.possible(step), where);
        }

        /** Goes on from what is there, if it may be. */
        private void adopt(List<List<Step>> possible, String where) throws IOException {
            Holdings seen = seen();
            List<Holdings> allowed = new ArrayList<>();
            for (List<Step> steps : possible) {
                FileSystem candidate = after(steps);
                Holdings holdings = Holdings.of(candidate);
                if (holdings.equals(seen)) {
                    happened.addAll(steps);
                    model = candidate;
                    return;
                }
                allowed.add(holdings);
            }
            fail("there is " + seen + " where only these may be: " + allowed + ", " + where);
        }

        private FileSystem after(List<Step> steps) {
            FileSystem fresh = FileSystem.over(new Declaring(new ModelBackend(), tested.capabilities()));
            models.add(fresh);
            happened.forEach(step -> Outcome.of(step, fresh));
            steps.forEach(step -> Outcome.of(step, fresh));
            return fresh;
        }

        /** Faults that are still to come may fail a look, but not make it wrong. */
        private Holdings seen() throws IOException {
            while (true) {
                int before = storages.fired();
                try {
                    return Holdings.of(tested);
                } catch (IOException failure) {
                    if (storages.fired() == before) {
                        throw failure;
                    }
                }
            }
        }

        private void requireCounted(QuotaBackend quota) throws IOException {
            QuotaUsage usage = usage(quota);
            assertEquals(counted(quota), usage, () -> "counted after " + FaultySequence.this);
        }

        /** A fault that is still to come may keep it from looking at what failed. */
        private QuotaUsage usage(QuotaBackend quota) {
            while (true) {
                int before = storages.fired();
                QuotaUsage usage = quota.usage();
                if (storages.fired() == before) {
                    return usage;
                }
            }
        }

        private QuotaUsage counted(QuotaBackend quota) throws IOException {
            while (true) {
                int before = storages.fired();
                try {
                    return quota.recount();
                } catch (IOException failure) {
                    if (storages.fired() == before) {
                        throw failure;
                    }
                }
            }
        }
    }
}
