package io.anyfs.mount.fuse;

/** The bits of a mode by which a program runs with the rights of others. Linux takes them away from a file that is written. */
final class SetId {

    private static final int USER = 04000;
    private static final int GROUP = 02000;
    private static final int GROUP_RUNS = 0010;

    private SetId() {}

    static boolean isIn(int mode) {
        return without(mode) != mode;
    }

    /** Without them. That of the group means something else where the group may not run the file, and stays. */
    static int without(int mode) {
        int taken = (mode & GROUP_RUNS) != 0 ? USER | GROUP : USER;
        return mode & ~taken;
    }
}
