package io.anyfs.vfs2;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.impl.DefaultFileSystemManager;
import org.apache.commons.vfs2.impl.StandardFileSystemManager;

/** Managers of Commons VFS, and texts in and out of their files. */
final class Managers {

    private Managers() {}

    /** One with all providers that are there. */
    static StandardFileSystemManager open() throws FileSystemException {
        StandardFileSystemManager manager = new StandardFileSystemManager();
        manager.init();
        return manager;
    }

    /** One that has only storages, and is opened sooner. */
    static DefaultFileSystemManager bare() throws FileSystemException {
        DefaultFileSystemManager manager = new DefaultFileSystemManager();
        manager.addProvider("anyfs", new AnyfsFileProvider());
        manager.init();
        return manager;
    }

    static void write(FileObject file, String text) throws IOException {
        try (OutputStream out = file.getContent().getOutputStream()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    static String read(FileObject file) throws IOException {
        return file.getContent().getString(StandardCharsets.UTF_8);
    }
}
