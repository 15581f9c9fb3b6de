package io.anyfs.mount.fuse;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * Lets what a program creates belong to the user of that program, where others than who mounts may use the mount. Jfuse does not pass on
 * whose the call is, so libfuse is asked.
 */
final class Creator {

    private static final System.Logger LOG = System.getLogger(Creator.class.getName());

    private static final int SET_GROUP = 02000;

    /** Places in {@code struct fuse_context}, behind a pointer. */
    private static final long UID = 8;

    private static final long GID = 12;
    private static final long CONTEXT_BYTES = 16;

    private final FileSystem fs;
    private final Entries entries;
    private final int self;
    private final MethodHandle context;

    /** Calls this library, as long as the arena is open. */
    @SuppressWarnings("restricted") // calling the operating system is what this module is for
    Creator(FileSystem fs, Entries entries, Ownership ownership, Path library, Arena arena) {
        this.fs = fs;
        this.entries = entries;
        this.self = ownership.self();
        MemorySegment function = SymbolLookup.libraryLookup(library, arena)
                .find("fuse_get_context")
                .orElseThrow(() -> new IllegalStateException(library + " has no fuse_get_context"));
        this.context = Linker.nativeLinker().downcallHandle(function, FunctionDescriptor.of(ValueLayout.ADDRESS));
    }

    /**
     * Gives to the user of the calling program what it has just created. Only root may give files away: what it created through the
     * mount of somebody else belongs to who mounted.
     */
    void own(FsPath created) {
        MemorySegment caller = caller();
        int uid = caller.get(ValueLayout.JAVA_INT, UID);
        if (uid == self || !fs.capabilities(created).has(Capability.SET_OWNER)) {
            return;
        }
        int gid = caller.get(ValueLayout.JAVA_INT, GID);
        try {
            entries.setAttributes(
                    created, new AttributeChanges(null, null, null, uid, group(created.parentOrRoot(), gid)));
        } catch (IOException refused) {
            LOG.log(System.Logger.Level.DEBUG, () -> created + ": belongs to who mounted: " + refused);
        }
    }

    /** That of the directory where its mode says so. */
    private int group(FsPath directory, int caller) throws IOException {
        PosixAttributes posix = fs.lstat(directory).posix();
        return posix != null && (posix.mode() & SET_GROUP) != 0 ? posix.gid() : caller;
    }

    @SuppressWarnings("restricted")
    private MemorySegment caller() {
        try {
            return ((MemorySegment) context.invokeExact()).reinterpret(CONTEXT_BYTES);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
