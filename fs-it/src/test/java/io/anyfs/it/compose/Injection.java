package io.anyfs.it.compose;

import io.anyfs.Operation;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultPlan;
import java.util.List;

/**
 * A fault that is planned before a step. If the step does not make the call, a later one may.
 *
 * @param layer which of the storages goes wrong; of a composition that has fewer, counted on from the first
 * @param call which of the calls that are still to come, from 1
 */
record Injection(int layer, Operation operation, int call, Kind kind) {

    /** What steps and the wrappers beneath them call. */
    static final List<Operation> OPERATIONS = List.of(
            Operation.STAT,
            Operation.LIST,
            Operation.OPEN_READ,
            Operation.READ,
            Operation.OPEN_WRITE,
            Operation.WRITE,
            Operation.COMMIT,
            Operation.ABORT,
            Operation.CREATE_DIRECTORY,
            Operation.DELETE,
            Operation.MOVE,
            Operation.COPY,
            Operation.SET_ATTRIBUTES,
            Operation.READ_LINK,
            Operation.CREATE_SYMBOLIC_LINK,
            Operation.CLOSE);

    /** What changes something: it is done when its acknowledgement is lost. What opens something would leave it open. */
    static final List<Operation> CHANGES = List.of(
            Operation.COMMIT,
            Operation.CREATE_DIRECTORY,
            Operation.DELETE,
            Operation.MOVE,
            Operation.COPY,
            Operation.SET_ATTRIBUTES,
            Operation.CREATE_SYMBOLIC_LINK);

    /** How a call goes wrong. */
    enum Kind {
        /** Nothing happens. */
        FAIL,
        /** Nothing happens, and it may be tried again. */
        TRANSIENT,
        /** It happens, or of a write the first byte does, and a failure is told. */
        LOST
    }

    void plan(List<FaultPlan> plans) {
        FaultPlan plan = plans.get(layer % plans.size());
        plan.at(plan.calls(operation) + call, operation, fault());
    }

    private Fault fault() {
        return switch (kind) {
            case FAIL -> Fault.fail();
            case TRANSIENT -> Fault.failTransiently();
            case LOST -> {
                if (operation == Operation.WRITE) {
                    yield Fault.partialWrite(1);
                }
                yield CHANGES.contains(operation) ? Fault.lostAcknowledgement() : Fault.fail();
            }
        };
    }
}
