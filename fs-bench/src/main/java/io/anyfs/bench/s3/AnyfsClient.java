package io.anyfs.bench.s3;

import io.anyfs.FileSystem;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.s3.S3Checksums;
import io.anyfs.s3.S3Connection;
import io.anyfs.s3.S3FileSystem;
import io.anyfs.s3.S3Options;
import io.anyfs.s3.S3Storing;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;

/** Ours: one stream, of a length that nobody announces. */
record AnyfsClient(FileSystem fs) implements Client {

    private static final int BUFFER = 256 * 1024;

    static AnyfsClient open(URI endpoint, S3Checksums checksums) throws IOException {
        return new AnyfsClient(S3FileSystem.open(S3Options.of(SyncClient.BUCKET)
                .withConnection(S3Connection.to(endpoint))
                .withStoring(S3Storing.DEFAULT.withChecksums(checksums))));
    }

    @Override
    public void put(String key, ByteBuffer block, long bytes) throws IOException {
        try (WriteHandle file = fs.openWrite("/" + key, WriteOptions.replace().creatingParents())) {
            for (long left = bytes; left > 0; ) {
                ByteBuffer piece = block.duplicate();
                piece.limit((int) Math.min(piece.limit(), left));
                left -= piece.remaining();
                file.write(piece);
            }
            file.commit();
        }
    }

    @Override
    public long get(String key) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long position = 0;
        try (ReadHandle file = fs.openRead("/" + key)) {
            for (int read = file.read(buffer, 0); read >= 0; read = file.read(buffer.clear(), position)) {
                position += read;
            }
        }
        return position;
    }

    @Override
    public void close() throws IOException {
        fs.close();
    }
}
