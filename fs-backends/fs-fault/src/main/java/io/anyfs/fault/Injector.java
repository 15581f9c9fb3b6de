package io.anyfs.fault;

import io.anyfs.FsPath;
import io.anyfs.Operation;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Makes calls as the plan wants them. */
record Injector(FaultPlan plan) {

    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    <T> T run(Operation operation, FsPath path, Work<T> work) throws IOException {
        return run(operation, path, () -> false, work);
    }

    void act(Operation operation, FsPath path, Action action) throws IOException {
        run(operation, path, () -> {
            action.run();
            return operation;
        });
    }

    <T> T run(Operation operation, FsPath path, BooleanSupplier closed, Work<T> work) throws IOException {
        FaultPlan.Fired fired = plan.next(operation, path);
        if (fired == null) {
            return work.run();
        }
        before(fired, closed);
        T result = work.run();
        after(fired);
        return result;
    }

    /** What goes wrong before the call is made. */
    void before(FaultPlan.Fired fired, BooleanSupplier closed) throws IOException {
        if (fired.fault() instanceof Fault.Fail fail) {
            throw plan.exception(fired, fail.failure());
        } else if (fired.fault() instanceof Fault.Delay delay) {
            delay.gate().pass(closed);
        } else if (fired.fault() instanceof Fault.Pause pause) {
            pause.gate().pass(closed, pause.time());
        }
    }

    /** What goes wrong after the call was made. */
    void after(FaultPlan.Fired fired) throws IOException {
        if (fired.fault() instanceof Fault.LostAcknowledgement lost) {
            throw plan.exception(fired, lost.failure());
        }
    }
}
