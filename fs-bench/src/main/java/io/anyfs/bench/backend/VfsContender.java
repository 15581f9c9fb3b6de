package io.anyfs.bench.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.commons.vfs2.CacheStrategy;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.impl.DefaultFileSystemManager;
import org.apache.commons.vfs2.provider.ram.RamFileProvider;

/** The {@code ram:} storage of Commons VFS, refreshed on resolve so that it answers from the storage and not from a cache. */
final class VfsContender implements Contender {

    private final DefaultFileSystemManager manager = new DefaultFileSystemManager();
    private final FileObject root;

    VfsContender() throws IOException {
        manager.addProvider("ram", new RamFileProvider());
        manager.setCacheStrategy(CacheStrategy.ON_RESOLVE);
        manager.init();
        root = manager.resolveFile("ram:/");
    }

    @Override
    public void createDirectory(String path) throws IOException {
        root.resolveFile(path).createFolder();
    }

    @Override
    public long stat(String path) throws IOException {
        return root.resolveFile(path).getContent().getSize();
    }

    @Override
    public void openAndClose(String path) throws IOException {
        root.resolveFile(path).getContent().getInputStream().close();
    }

    @Override
    public long list(String directory) throws IOException {
        long sum = 0;
        for (FileObject entry : root.resolveFile(directory).getChildren()) {
            sum += entry.getContent().getSize();
        }
        return sum;
    }

    @Override
    public long read(String path, ByteBuffer buffer) throws IOException {
        byte[] bytes = new byte[buffer.capacity()];
        long sum = 0;
        try (InputStream file = root.resolveFile(path).getContent().getInputStream()) {
            int read;
            while ((read = file.read(bytes)) >= 0) {
                sum += read;
            }
        }
        return sum;
    }

    @Override
    public void write(String path, ByteBuffer content, int times) throws IOException {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        try (OutputStream file = root.resolveFile(path).getContent().getOutputStream()) {
            for (int i = 0; i < times; i++) {
                file.write(bytes);
            }
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
