package io.anyfs.lifecycle;

import org.jspecify.annotations.Nullable;

/** A link in the list of an owner's children: a node, or the mark of a walk. Guarded by the owner's lock. */
abstract class Sibling {

    @Nullable
    Sibling older;

    @Nullable
    Sibling younger;

    /** Remembers how far a walk has come. */
    static final class Mark extends Sibling {}
}
