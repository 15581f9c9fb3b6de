package io.anyfs.local;

/** What to do about symbolic links on the way to a file. A link that is asked for itself can always be looked at and deleted. */
public enum LinkPolicy {
    /** Refuse every path that leads over a link, and creating links. */
    DENY,
    /**
     * Follow links that stay in the root, also those that are written as absolute paths of the machine; refuse those that
     * lead out. Checked name by name in a way that a directory swapped for a link in the very moment does not deceive.
     */
    WITHIN,
    /** Let the operating system follow every link, wherever it leads. For trees that nobody untrusted can write to. */
    FOLLOW
}
