package io.anyfs.overlay.retry;

import io.anyfs.FileSystem;
import io.anyfs.Operation;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.overlay.time.SteppingClock;
import io.anyfs.tck.RandomSequencesContract;
import io.anyfs.tck.model.ModelBackend;
import java.util.List;
import net.jqwik.api.Tag;

/** A storage that often fails for the moment has the results of the model, for all that is made again. */
@Tag("once")
class RetryRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() {
        FaultPlan plan = new FaultPlan(3);
        for (Operation operation : List.of(
                Operation.STAT,
                Operation.OPEN_READ,
                Operation.READ,
                Operation.OPEN_WRITE,
                Operation.READ_LINK,
                Operation.SET_ATTRIBUTES)) {
            plan.sometimes(0.2, operation, Fault.failTransiently());
        }
        RetryOptions options = RetryOptions.DEFAULT.withMaxAttempts(20).withBudget(20, 100);
        return FileSystem.over(
                new RetryBackend(new FaultBackend(new ModelBackend(), plan), options, new SteppingClock(), () -> 0.5));
    }
}
