package io.anyfs.local;

/** Which commits return only when the file survives power loss. */
public enum Fsync {
    /** Those that ask for it by {@link io.anyfs.WriteOptions#durably()}: file and directory. */
    ON_REQUEST,
    /** All bring the file to stable storage; the directory only where asked for, so that the newest names may be lost. */
    FILE,
    /** All bring file and directory to stable storage. */
    ALWAYS
}
