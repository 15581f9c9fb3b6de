package io.anyfs.bench.backend;

import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A filesystem of ours. */
record AnyfsContender(FileSystem fs, Closing after) implements Contender {

    @Override
    public void createDirectory(String path) throws IOException {
        fs.createDirectory(path);
    }

    @Override
    public long stat(String path) throws IOException {
        return fs.stat(path).size();
    }

    @Override
    public void openAndClose(String path) throws IOException {
        fs.openRead(path).close();
    }

    @Override
    public long list(String directory) throws IOException {
        long sum = 0;
        try (DirectoryListing listing = fs.list(directory)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                sum += entry.size();
            }
        }
        return sum;
    }

    @Override
    public long read(String path, ByteBuffer buffer) throws IOException {
        try (ReadHandle file = fs.openRead(path)) {
            long position = 0;
            int read;
            while ((read = file.read(buffer.clear(), position)) >= 0) {
                position += read;
            }
            return position;
        }
    }

    @Override
    public void write(String path, ByteBuffer content, int times) throws IOException {
        try (WriteHandle file = fs.openWrite(path, WriteOptions.replace())) {
            for (int i = 0; i < times; i++) {
                file.write(content.duplicate());
            }
            file.commit();
        }
    }

    @Override
    public void close() throws IOException {
        fs.close();
        after.close();
    }

    /** What is to be done when the measurement is over. */
    interface Closing {
        void close() throws IOException;
    }
}
