package io.anyfs.vfs2.backend;

import java.util.HashMap;
import java.util.Map;
import org.apache.commons.vfs2.FileName;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystem;
import org.apache.commons.vfs2.cache.AbstractFilesCache;
import org.jspecify.annotations.Nullable;

/**
 * Remembers files for one call only, so that nothing is ever stale. Without any memory, the FTP provider would fetch a directory
 * once for each of its entries.
 */
final class CallCache extends AbstractFilesCache {

    private static final ThreadLocal<@Nullable Memory> CURRENT = new ThreadLocal<>();

    /** What a call has seen. Used by one thread at a time. */
    static final class Memory {
        private final Map<FileName, FileObject> files = new HashMap<>();
    }

    /** Uses a memory in this thread until it is given back. */
    static @Nullable Memory use(@Nullable Memory memory) {
        Memory before = CURRENT.get();
        if (memory == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(memory);
        }
        return before;
    }

    /** From here on the call under way looks at everything anew. */
    static void forget() {
        Memory memory = CURRENT.get();
        if (memory != null) {
            memory.files.clear();
        }
    }

    @Override
    public @Nullable FileObject getFile(FileSystem fs, FileName name) {
        Memory memory = CURRENT.get();
        return memory == null ? null : memory.files.get(name);
    }

    @Override
    public void putFile(FileObject file) {
        Memory memory = CURRENT.get();
        if (memory != null) {
            memory.files.put(file.getName(), file);
        }
    }

    @Override
    public boolean putFileIfAbsent(FileObject file) {
        Memory memory = CURRENT.get();
        return memory != null && memory.files.putIfAbsent(file.getName(), file) == null;
    }

    @Override
    public void removeFile(FileSystem fs, FileName name) {
        Memory memory = CURRENT.get();
        if (memory != null) {
            memory.files.remove(name);
        }
    }

    @Override
    public void clear(FileSystem fs) {
        Memory memory = CURRENT.get();
        if (memory != null) {
            memory.files.values().removeIf(file -> file.getFileSystem() == fs);
        }
    }
}
