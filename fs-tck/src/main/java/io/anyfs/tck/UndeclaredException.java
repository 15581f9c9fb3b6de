package io.anyfs.tck;

import io.anyfs.Capability;
import org.opentest4j.TestAbortedException;

/** A case is skipped for what the storage does not declare. */
final class UndeclaredException extends TestAbortedException {

    private static final long serialVersionUID = 1L;

    UndeclaredException(Capability capability) {
        super("not declared: " + capability);
    }
}
