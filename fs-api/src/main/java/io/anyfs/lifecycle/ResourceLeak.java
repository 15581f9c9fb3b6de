package io.anyfs.lifecycle;

/**
 * A resource that was not closed by whoever opened it.
 *
 * @param resource what was left open
 * @param cause how it was noticed
 */
public record ResourceLeak(OpenResource resource, Cause cause) {

    /** How a leak was noticed. */
    public enum Cause {
        /** The resource became garbage while it was open. */
        GARBAGE,
        /** Its owner was closed first. */
        OWNER_CLOSED
    }

    @Override
    public String toString() {
        return switch (cause) {
            case GARBAGE -> "never closed: " + resource;
            case OWNER_CLOSED -> "still open when its owner was closed: " + resource;
        };
    }
}
