package io.anyfs.s3;

/** Whether a store honours {@code If-None-Match} and {@code If-Match} on writes, which keep two writers apart. */
public enum S3Conditions {
    /**
     * {@link #HONOURED} by AWS. Another store is asked before the first write that depends on it, by writing an empty object
     * twice in a place that is reserved and deleting it again; if it turns out to ignore conditions, such writes are refused.
     */
    AUTO,
    /** The store honours them; it is not asked. */
    HONOURED,
    /**
     * The store ignores or refuses them: what must be new, or a version, is only looked for right before the write,
     * {@link io.anyfs.Capability#CONDITIONAL_WRITE} is not declared, and of two writers at once the later wins.
     */
    IGNORED
}
