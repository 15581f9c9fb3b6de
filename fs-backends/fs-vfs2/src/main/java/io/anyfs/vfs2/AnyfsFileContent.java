package io.anyfs.vfs2;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.vfs2.FileContent;
import org.apache.commons.vfs2.FileContentInfo;
import org.apache.commons.vfs2.FileContentInfoFactory;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.RandomAccessContent;
import org.apache.commons.vfs2.provider.DefaultFileContent;
import org.apache.commons.vfs2.util.RandomAccessMode;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file as Commons VFS has it, but that a failure to publish what was written at random is told, and that a failure to
 * read publishes no part of a file in a storage.
 */
final class AnyfsFileContent implements FileContent {

    private final AnyfsFileObject file;
    private final DefaultFileContent content;
    private final List<Changing> changing = new CopyOnWriteArrayList<>();

    /** Who has what open: the content of a file belongs to the thread that opened it. */
    private record Changing(Thread owner, WritableContent content) {}

    AnyfsFileContent(AnyfsFileObject file, FileContentInfoFactory infos) {
        this.file = file;
        this.content = new DefaultFileContent(file, infos);
    }

    void resetAttributes() {
        content.resetAttributes();
    }

    @Override
    public RandomAccessContent getRandomAccessContent(RandomAccessMode mode) throws FileSystemException {
        if (!mode.requestWrite()) {
            return content.getRandomAccessContent(mode);
        }
        synchronized (this) {
            RandomAccessContent around = content.getRandomAccessContent(mode);
            WritableContent opened = file.opening().takeWritable();
            opened.watchedBy(around, () -> changing.removeIf(each -> each.content == opened));
            changing.add(new Changing(Thread.currentThread(), opened));
            return opened;
        }
    }

    @Override
    public void close() throws FileSystemException {
        FileSystemException failed = null;
        for (Changing each : changing) {
            if (each.owner == Thread.currentThread()) {
                failed = closed(each.content, failed);
            }
        }
        try {
            content.close();
        } catch (FileSystemException failure) {
            if (failed != null) {
                failure.addSuppressed(failed);
            }
            throw failure;
        }
        if (failed != null) {
            throw failed;
        }
    }

    private @Nullable FileSystemException closed(WritableContent open, @Nullable FileSystemException earlier) {
        try {
            open.close();
            return earlier;
        } catch (IOException failure) {
            FileSystemException told = failure instanceof FileSystemException own
                    ? own
                    : new FileSystemException("vfs.provider/close-rac.error", file.getName(), failure);
            if (earlier != null) {
                told.addSuppressed(earlier);
            }
            return told;
        }
    }

    @Override
    public long write(FileObject target) throws IOException {
        AnyfsFileObject own = AnyfsFileObject.of(target);
        return own == null ? content.write(target) : Copies.replace(file, own);
    }

    @Override
    public long write(FileContent target) throws IOException {
        return write(target.getFile());
    }

    // ---------------------------------------------------------------- as Commons VFS has it

    @Override
    public long write(OutputStream target) throws IOException {
        return content.write(target);
    }

    @Override
    public long write(OutputStream target, int bufferSize) throws IOException {
        return content.write(target, bufferSize);
    }

    @Override
    public Object getAttribute(String name) throws FileSystemException {
        return content.getAttribute(name);
    }

    @Override
    public String[] getAttributeNames() throws FileSystemException {
        return content.getAttributeNames();
    }

    @Override
    public Map<String, Object> getAttributes() throws FileSystemException {
        return content.getAttributes();
    }

    @Override
    public boolean hasAttribute(String name) throws FileSystemException {
        return content.hasAttribute(name);
    }

    @Override
    public void setAttribute(String name, Object value) throws FileSystemException {
        content.setAttribute(name, value);
        content.resetAttributes();
    }

    @Override
    public void removeAttribute(String name) throws FileSystemException {
        content.removeAttribute(name);
    }

    @Override
    public Certificate[] getCertificates() throws FileSystemException {
        return content.getCertificates();
    }

    @Override
    public FileContentInfo getContentInfo() throws FileSystemException {
        return content.getContentInfo();
    }

    @Override
    public FileObject getFile() {
        return file;
    }

    @Override
    public InputStream getInputStream() throws FileSystemException {
        return content.getInputStream();
    }

    @Override
    public InputStream getInputStream(int bufferSize) throws FileSystemException {
        return content.getInputStream(bufferSize);
    }

    @Override
    public OutputStream getOutputStream() throws FileSystemException {
        return content.getOutputStream();
    }

    @Override
    public OutputStream getOutputStream(int bufferSize) throws FileSystemException {
        return content.getOutputStream(bufferSize);
    }

    @Override
    public OutputStream getOutputStream(boolean append) throws FileSystemException {
        return content.getOutputStream(append);
    }

    @Override
    public OutputStream getOutputStream(boolean append, int bufferSize) throws FileSystemException {
        return content.getOutputStream(append, bufferSize);
    }

    @Override
    public long getLastModifiedTime() throws FileSystemException {
        return content.getLastModifiedTime();
    }

    @Override
    public void setLastModifiedTime(long milliseconds) throws FileSystemException {
        content.setLastModifiedTime(milliseconds);
        content.resetAttributes();
    }

    @Override
    public long getSize() throws FileSystemException {
        return content.getSize();
    }

    @Override
    public boolean isOpen() {
        return content.isOpen();
    }
}
