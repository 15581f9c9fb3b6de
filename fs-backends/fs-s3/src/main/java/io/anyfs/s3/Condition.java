package io.anyfs.s3;

import org.jspecify.annotations.Nullable;

/** What must be there for a write to go through: anything, nothing, or one version. */
record Condition(boolean nothing, @Nullable String eTag) {

    static final Condition NONE = new Condition(false, null);
    static final Condition NOTHING = new Condition(true, null);

    static Condition version(String eTag) {
        return new Condition(false, eTag);
    }

    /** The header that refuses to replace anything; {@code null} for none. */
    @Nullable
    String ifNoneMatch() {
        return nothing ? "*" : null;
    }
}
