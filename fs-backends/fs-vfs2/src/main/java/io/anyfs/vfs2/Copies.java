package io.anyfs.vfs2;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.SubtreeException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSelector;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileType;
import org.apache.commons.vfs2.NameScope;
import org.apache.commons.vfs2.util.FileObjectUtils;
import org.jspecify.annotations.Nullable;

/**
 * Copies into a storage: within one, the storage copies by itself where it can; from elsewhere a file is published only when it was
 * read to its end, which streams of Commons VFS cannot promise.
 */
final class Copies {

    private static final int BUFFER_BYTES = 128 * 1024;

    private Copies() {}

    static void copy(FileObject source, FileSelector selector, AnyfsFileObject target) throws FileSystemException {
        if (!FileObjectUtils.exists(source)) {
            throw new FileSystemException("vfs.provider/copy-missing-file.error", source);
        }
        List<FileObject> files = new ArrayList<>();
        source.findFiles(selector, false, files);
        for (FileObject file : files) {
            copyOne(file, goal(source, file, target));
        }
    }

    private static AnyfsFileObject goal(FileObject base, FileObject file, AnyfsFileObject target)
            throws FileSystemException {
        FileObject goal;
        if (base.getName() instanceof AnyfsFileName from && file.getName() instanceof AnyfsFileName own) {
            AnyfsFileName name = target.fileName();
            FsPath below = own.place().from(from.place());
            for (String each : below) {
                name = name.child(each, FileType.FILE_OR_FOLDER);
            }
            goal = target.fs().resolveFile(name);
        } else {
            String below = base.getName().getRelativeName(file.getName());
            goal = target.resolveFile(below, NameScope.DESCENDENT_OR_SELF);
        }
        return (AnyfsFileObject) FileObjectUtils.getAbstractFileObject(goal);
    }

    private static void copyOne(FileObject file, AnyfsFileObject goal) throws FileSystemException {
        AnyfsFileObject own = within(file, goal);
        if (own != null && own.place().equals(goal.place())) {
            return;
        }
        try {
            if (goal.exists() && goal.getType() != file.getType()) {
                if (own != null && own.place().startsWith(goal.place())) {
                    throw new SubtreeException(
                            own.place().toString(), goal.place().toString(), "it is in what it would replace");
                }
                goal.deleteAll();
            }
            if (file.getType().hasContent()) {
                replace(file, goal);
            } else if (file.getType().hasChildren()) {
                goal.createFolder();
            }
        } catch (IOException failure) {
            throw new FileSystemException("vfs.provider/copy-file.error", failure, file, goal);
        }
    }

    /** Copies one file; says how many bytes it has. */
    static long replace(FileObject file, AnyfsFileObject goal) throws IOException {
        boolean isNew = !goal.exists();
        if (isNew) {
            goal.createParent();
        }
        AnyfsFileObject own = within(file, goal);
        FileInfo copied = own == null ? through(file, goal) : byStorage(own, goal);
        goal.published(copied, isNew);
        try {
            goal.endOutput();
        } catch (IOException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new FileSystemException("vfs.provider/copy-file.error", failure, file, goal);
        }
        return copied.size();
    }

    /** The file, if it is in the storage of the goal. */
    private static @Nullable AnyfsFileObject within(FileObject file, AnyfsFileObject goal) throws FileSystemException {
        AnyfsFileObject own = AnyfsFileObject.of(file);
        return own != null && own.fs() == goal.fs() ? own : null;
    }

    private static FileInfo byStorage(AnyfsFileObject file, AnyfsFileObject goal) throws IOException {
        FileSystem storage = goal.storage();
        storage.copy(file.place(), goal.place(), IfExists.REPLACE);
        return storage.stat(goal.place());
    }

    private static FileInfo through(FileObject file, AnyfsFileObject goal) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = file.getContent().getInputStream();
                WriteHandle out = goal.opening().write(WriteOptions.replace())) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(ByteBuffer.wrap(buffer, 0, read));
            }
            return out.commit();
        }
    }
}
