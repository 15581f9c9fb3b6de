package io.anyfs.overlay.union;

/**
 * How a union works. Start from {@link #DEFAULT}.
 *
 * @param newFiles which of several writable layers takes a new entry
 */
public record UnionOptions(NewFilePolicy newFiles) {

    /** New entries go into the first writable layer. */
    public static final UnionOptions DEFAULT = new UnionOptions(NewFilePolicy.FIRST);

    /** These options with another policy for new entries. */
    public UnionOptions withNewFiles(NewFilePolicy policy) {
        return new UnionOptions(policy);
    }
}
