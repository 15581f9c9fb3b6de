package io.anyfs.junit;

import io.anyfs.lifecycle.OpenResource;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A test left something open. The message lists it; the place where the first was opened is the cause, those of the others
 * are suppressed.
 */
public class LeakedResources extends AssertionError {

    private static final long serialVersionUID = 1L;
    private static final int MOST_TOLD = 20;

    /** The failure of a test that left these open. Of many, the first 20 are told. */
    public LeakedResources(String who, List<OpenResource> leaks) {
        super(message(who, leaks), leaks.get(0).openedBy());
        for (OpenResource leak : leaks.subList(1, Math.min(MOST_TOLD, leaks.size()))) {
            if (leak.openedBy() != null) {
                addSuppressed(leak.openedBy());
            }
        }
    }

    private static String message(String who, List<OpenResource> leaks) {
        String told = leaks.stream().limit(MOST_TOLD).map(leak -> "\n  " + leak).collect(Collectors.joining());
        String more = leaks.size() > MOST_TOLD ? "\n  and " + (leaks.size() - MOST_TOLD) + " more" : "";
        return who + " left " + leaks.size() + " open:" + told + more;
    }
}
