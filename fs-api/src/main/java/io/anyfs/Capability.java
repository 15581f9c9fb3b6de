package io.anyfs;

/**
 * What a storage can do beyond reading, listing and stat, which all can. A capability that is declared works as described;
 * one that is not is refused with {@link UnsupportedCapabilityException} before anything changes.
 */
public enum Capability {
    /** Files and directories can be created, replaced and deleted. Without it the filesystem is read-only. */
    WRITE,
    /** An existing file can be extended: {@link WriteOptions#append()}. */
    APPEND,
    /** A file can be opened for changing with its content kept: {@link WriteOptions#update()}. */
    UPDATE,
    /** {@link WriteHandle#write(java.nio.ByteBuffer, long)} works at any position; a hole reads as zeros. */
    RANDOM_WRITE,
    /** {@link WriteHandle#truncate(long)} works. */
    TRUNCATE,
    /** {@link WriteHandle#read(java.nio.ByteBuffer, long)} sees what was written and not yet committed. */
    READ_BACK,
    /** Writes can go straight into the file, so that a partial file stays and can be resumed: {@link WriteOptions#inPlace()}. */
    IN_PLACE_WRITE,
    /** {@link WriteHandle#force()} and a durable commit survive power loss. */
    DURABLE,
    /** {@link WriteOptions#ifVersion} is honoured. */
    CONDITIONAL_WRITE,
    /** A file can be moved. */
    MOVE,
    /** A directory can be moved with all that it holds. */
    MOVE_DIRECTORY,
    /** A move is atomic, also over an existing file: others see the entry at one place or the other, never both or neither. */
    ATOMIC_MOVE,
    /**
     * {@link FileSystem#copy} copies within the storage, so that the bytes do not pass through this process; not from one
     * storage of a filesystem to another ({@link Capabilities#copiesTo}).
     */
    COPY,
    /** Symbolic links can be created and are followed. */
    SYMBOLIC_LINKS,
    /** A file can have several names: {@link FileSystem#createHardLink}. */
    HARD_LINKS,
    /** The modification time can be set. */
    SET_LAST_MODIFIED,
    /** The access time can be set. */
    SET_LAST_ACCESS,
    /** Permission bits are kept and can be set. */
    SET_MODE,
    /** Owner and group are kept and can be set, given the rights. */
    SET_OWNER,
    /** {@link FileSystem#space} knows how much room there is. */
    SPACE,
    /** A file that is deleted or replaced while it is read can be read to its end. */
    READ_AFTER_DELETE,
    /** Names that differ only in case are different. */
    CASE_SENSITIVE,
    /**
     * Names that are written with other characters and look the same, as {@code é} and {@code e} with an accent behind it, are
     * different (canonical equivalence, Unicode Standard Annex 15).
     */
    NORMALIZATION_SENSITIVE,
    /** {@link ListOptions#recursive()} works: a whole tree in few requests. */
    RECURSIVE_LIST,
    /** {@link FileSystem#deleteTree} works: a directory is deleted with all that it holds in few requests. */
    DELETE_TREE
}
