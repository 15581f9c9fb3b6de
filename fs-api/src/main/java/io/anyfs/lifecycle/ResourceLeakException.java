package io.anyfs.lifecycle;

import java.io.IOException;
import java.util.List;

/**
 * An owner was closed at level {@link LeakDetection#STRICT} while something below it was open. Everything has been closed
 * all the same. The places where the leaks were opened are suppressed exceptions.
 */
public class ResourceLeakException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The failure of an owner that left these open. */
    public ResourceLeakException(String owner, List<OpenResource> leaks) {
        super(leaks.size() + " still open when " + owner + " was closed: " + leaks);
        for (OpenResource leak : leaks) {
            if (leak.openedBy() != null) {
                addSuppressed(leak.openedBy());
            }
        }
    }
}
