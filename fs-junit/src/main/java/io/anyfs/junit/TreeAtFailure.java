package io.anyfs.junit;

/** What was in a filesystem when a test failed, as a suppressed exception of the failure: so every report of it shows the tree. */
public final class TreeAtFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TreeAtFailure(String what, String tree) {
        super(what + ":\n" + tree, null, false, false);
    }
}
