package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.s3.testing.S3ProxyRaces;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.tck.Deviation;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bucket keeps the contract with files around the size of the parts that the store takes. */
@Tag("once")
@InBrief({})
class S3PartsContractTest extends S3Contract implements S3ProxyRaces {

    private static final String SENT =
            "What fills a part is sent as soon as it was written in order, and S3 neither changes nor tells "
                    + "what is in a part: who goes back by more than that is refused, and nothing is published. Within "
                    + "the last part all is as it has to be.";

    S3PartsContractTest() {
        super(S3Server.S3PROXY);
    }

    @Override
    S3Options with(S3Options options) {
        return options.withListing(S3Options.Listing.EXACT).withPartSize(S3Options.MIN_PART_SIZE);
    }

    @Override
    public int chunkSize() {
        return S3Options.MIN_PART_SIZE;
    }

    @Override
    public int rounds() {
        return 1;
    }

    // ---------------------------------------------------------------- what is sent is sent

    @Test
    @Override
    @Requires(Capability.RANDOM_WRITE)
    @Deviation(SENT)
    public void the_later_of_two_overlapping_writes_wins() throws IOException {
        byte[] under = Content.bytes(2 * chunkSize() + 1000, 1);
        byte[] over = Content.bytes(chunkSize(), 2);
        assertSent(out -> {
            out.write(under);
            out.write(ByteBuffer.wrap(over), chunkSize() / 2);
        });
        int position = 2 * chunkSize() + 500;
        fs().write("/f", WriteOptions.createNew(), out -> {
            out.write(under);
            out.write(ByteBuffer.wrap(over), position);
        });
        assertContent(Content.joined(Arrays.copyOf(under, position), over), "/f");
    }

    @ParameterizedTest
    @EnumSource
    @Override
    @Requires(Capability.TRUNCATE)
    @Deviation(SENT)
    public void a_file_is_cut_to_any_size(Size size) throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        int cut = size.bytes(chunkSize());
        if (size != Size.SEVERAL_CHUNKS) {
            assertSent(out -> {
                out.write(bytes);
                out.truncate(cut);
            });
        }
        int sent = bytes.length / chunkSize() * chunkSize();
        fs().write("/f", WriteOptions.createNew(), out -> {
            out.write(bytes);
            out.truncate(sent + 1);
            assertEquals(sent + 1, out.size());
        });
        assertContent(Arrays.copyOf(bytes, sent + 1), "/f");
    }

    @Test
    @Override
    @Requires(Capability.TRUNCATE)
    @Deviation(SENT)
    public void what_was_cut_off_does_not_come_back() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        int sent = bytes.length / chunkSize() * chunkSize();
        fs().write("/f", WriteOptions.createNew(), out -> {
            out.write(bytes);
            out.truncate(sent + 3);
            out.truncate(bytes.length);
        });
        assertContent(Arrays.copyOf(Arrays.copyOf(bytes, sent + 3), bytes.length), "/f");
    }

    @Test
    @Override
    @Requires(Capability.READ_BACK)
    @Deviation(SENT)
    public void what_was_written_is_read_back_before_the_commit() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        int sent = bytes.length / chunkSize() * chunkSize();
        ByteBuffer last = ByteBuffer.allocate(bytes.length - sent);
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.createNew())) {
            out.write(bytes);
            assertEquals(last.capacity(), out.read(last, sent));
            assertArrayEquals(Arrays.copyOfRange(bytes, sent, bytes.length), last.array());
            FileSystemException told =
                    assertThrows(FileSystemException.class, () -> out.read(ByteBuffer.allocate(1), sent - 1));
            assertTrue(told.getMessage().contains("were sent to the store already"), told::getMessage);
            out.commit();
        }
        assertContent(bytes, "/f");
    }

    /** A write that is refused because of what was sent; nothing is published. */
    private void assertSent(FileSystem.Writing writing) throws IOException {
        FileSystemException told =
                assertThrows(FileSystemException.class, () -> fs().write("/f", WriteOptions.createNew(), writing));
        assertTrue(told.getMessage().contains("were sent to the store already"), told::getMessage);
        assertEquals(List.of(), names("/"));
    }
}
