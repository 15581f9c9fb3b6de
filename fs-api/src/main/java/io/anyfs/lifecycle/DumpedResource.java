package io.anyfs.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One resource that was open when a dump was written.
 *
 * @param id unique in the process
 * @param parentId the owner's id, always smaller than the id; 0 for a resource that nobody owns
 * @param kind what sort of thing it is; {@link ResourceKind#OTHER} for a kind that this version does not know
 * @param label what it is: a path, an address, a filesystem's name
 * @param owner on whose behalf it was open
 * @param openedAt when it was opened, by the clock of that machine
 * @param age how long it had been open
 * @param closing whether it was just being closed
 * @param thread the thread that opened it; empty if that was not recorded
 * @param stack where it was opened, the innermost call first; empty if that was not recorded
 */
public record DumpedResource(
        long id,
        long parentId,
        ResourceKind kind,
        String label,
        String owner,
        Instant openedAt,
        Duration age,
        boolean closing,
        String thread,
        List<String> stack) {

    /** What {@link #place()} says of a resource whose opening was not recorded. */
    public static final String UNKNOWN_PLACE = "(not recorded)";

    /** The calls that every opening goes through, and so say nothing. */
    private static final Pattern PLUMBING = Pattern.compile(
            "(?:[^/]*/)*(?:io\\.anyfs\\.(?:lifecycle\\.ResourceNode|tree\\.[A-Z]|[A-Z])|java\\.|jdk\\.|sun\\.).*");

    /** Keeps its own copy of the stack. */
    public DumpedResource {
        stack = List.copyOf(stack);
    }

    /** The innermost call outside this API that led to the opening, or {@link #UNKNOWN_PLACE}. */
    public String place() {
        for (String call : stack) {
            if (!PLUMBING.matcher(call).matches()) {
                return call;
            }
        }
        return stack.isEmpty() ? UNKNOWN_PLACE : stack.get(stack.size() - 1);
    }
}
