package io.anyfs.vfs2.backend;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.provider.AbstractFileObject;
import org.apache.commons.vfs2.util.FileObjectUtils;

/** Deletes empty directories that the provider takes for full, as those of WebDAV, which list themselves. */
final class EmptyDirectories {

    private EmptyDirectories() {}

    /** Calls the provider's own deletion; the public one looks for entries first, and then does nothing and says {@code false}. */
    static boolean delete(FileObject directory) throws IOException {
        try {
            Method deletion = AbstractFileObject.class.getDeclaredMethod("doDelete");
            deletion.setAccessible(true);
            deletion.invoke(FileObjectUtils.getAbstractFileObject(directory));
            return true;
        } catch (InvocationTargetException failed) {
            throw failed.getCause() instanceof IOException failure ? failure : new IOException(failed.getCause());
        } catch (ReflectiveOperationException changed) {
            throw new IOException("another version of Commons VFS than was tested", changed);
        }
    }
}
