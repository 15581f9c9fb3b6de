package io.anyfs.lifecycle;

import java.io.IOException;
import java.util.List;

/**
 * An owner was closed at level {@link LeakDetection#STRICT} while something below it was open. Everything has been closed
 * all the same. The places where the leaks were opened are suppressed exceptions.
 */
public class ResourceLeakException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int MOST_TOLD = 20;

    /** The failure of an owner that left these open. Of many, the first 20 are told. */
    public ResourceLeakException(String owner, List<OpenResource> leaks) {
        super(message(owner, leaks));
        for (OpenResource leak : leaks.subList(0, Math.min(MOST_TOLD, leaks.size()))) {
            if (leak.openedBy() != null) {
                addSuppressed(leak.openedBy());
            }
        }
    }

    private static String message(String owner, List<OpenResource> leaks) {
        String told = leaks.size() <= MOST_TOLD ? leaks.toString() : leaks.subList(0, MOST_TOLD) + " and more";
        return leaks.size() + " still open when " + owner + " was closed: " + told;
    }
}
