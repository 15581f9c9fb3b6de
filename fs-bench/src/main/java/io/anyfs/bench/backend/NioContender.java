package io.anyfs.bench.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Any {@code java.nio.file} filesystem: the default one, or jimfs. Writes go straight into the file. */
record NioContender(Path root, AnyfsContender.Closing after) implements Contender {

    @Override
    public void createDirectory(String path) throws IOException {
        Files.createDirectory(root.resolve(path));
    }

    @Override
    public long stat(String path) throws IOException {
        return Files.readAttributes(root.resolve(path), BasicFileAttributes.class)
                .size();
    }

    @Override
    public void openAndClose(String path) throws IOException {
        Files.newByteChannel(root.resolve(path)).close();
    }

    @Override
    public long list(String directory) throws IOException {
        long sum = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(directory))) {
            for (Path entry : entries) {
                sum += Files.readAttributes(entry, BasicFileAttributes.class).size();
            }
        }
        return sum;
    }

    @Override
    public long read(String path, ByteBuffer buffer) throws IOException {
        long bytes = 0;
        try (SeekableByteChannel file = Files.newByteChannel(root.resolve(path))) {
            int read;
            while ((read = file.read(buffer.clear())) >= 0) {
                bytes += read;
            }
        }
        return bytes;
    }

    @Override
    public void write(String path, ByteBuffer content, int times) throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(
                root.resolve(path),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            for (int i = 0; i < times; i++) {
                ByteBuffer rest = content.duplicate();
                while (rest.hasRemaining()) {
                    file.write(rest);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        after.close();
    }
}
