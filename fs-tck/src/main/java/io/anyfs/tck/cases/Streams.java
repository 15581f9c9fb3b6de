package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.Capability;
import io.anyfs.ReadHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import io.anyfs.tck.subject.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files through the JDK's streams and channels. */
public interface Streams extends Subject {

    @ParameterizedTest
    @EnumSource
    default void an_input_stream_gives_the_whole_file(Size size) throws IOException {
        given().write("/f", content(size));
        try (InputStream in = fs().newInputStream("/f")) {
            assertArrayEquals(content(size), in.readAllBytes());
            assertEquals(-1, in.read());
        }
    }

    @Test
    default void an_input_stream_skips_marks_and_resets() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        given().write("/f", bytes);
        try (InputStream in = fs().newInputStream("/f")) {
            assertEquals(chunkSize() + 5L, in.skip(chunkSize() + 5L));
            assertEquals(bytes.length - chunkSize() - 5, in.available());
            in.mark(100);
            assertEquals(bytes[chunkSize() + 5] & 0xff, in.read());
            in.reset();
            assertArrayEquals(Arrays.copyOfRange(bytes, chunkSize() + 5, bytes.length), in.readAllBytes());
            assertEquals(0, in.skip(1));
        }
    }

    @Test
    default void an_input_stream_transfers_to_an_output_stream() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        given().write("/f", bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = fs().newInputStream("/f")) {
            assertEquals(bytes.length, in.transferTo(out));
        }
        assertArrayEquals(bytes, out.toByteArray());
    }

    @Test
    default void a_channel_reads_from_its_position() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        given().write("/f", bytes);
        try (SeekableByteChannel channel = fs().openRead("/f").asChannel()) {
            assertEquals(bytes.length, channel.size());
            channel.position(chunkSize() - 1L);
            ByteBuffer target = ByteBuffer.allocate(7);
            while (target.hasRemaining()) {
                channel.read(target);
            }
            assertArrayEquals(Arrays.copyOfRange(bytes, chunkSize() - 1, chunkSize() + 6), target.array());
            assertEquals(chunkSize() + 6L, channel.position());
            assertEquals(-1, channel.position(bytes.length).read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    default void a_channel_of_a_read_handle_does_not_write() throws IOException {
        given().write("/f", "abc");
        try (SeekableByteChannel channel = fs().openRead("/f").asChannel()) {
            assertThrows(NonWritableChannelException.class, () -> channel.write(ByteBuffer.allocate(1)));
            assertThrows(NonWritableChannelException.class, () -> channel.truncate(0));
        }
        assertContent(new byte[] {'a', 'b', 'c'}, "/f");
    }

    @ParameterizedTest
    @EnumSource
    default void a_whole_file_is_transferred_to_a_channel(Size size) throws IOException {
        byte[] bytes = content(size);
        given().write("/f", bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ReadHandle in = fs().openRead("/f")) {
            long position = 0;
            while (position < bytes.length) {
                position += in.transferTo(position, Long.MAX_VALUE - position, Channels.newChannel(out));
            }
        }
        assertArrayEquals(bytes, out.toByteArray());
    }

    @Test
    default void a_part_is_transferred_to_a_channel_and_no_byte_more() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        given().write("/f", bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ReadHandle in = fs().openRead("/f")) {
            int begin = chunkSize() - 3;
            int end = begin + chunkSize() + 6;
            long position = begin;
            while (position < end) {
                position += in.transferTo(position, end - position, Channels.newChannel(out));
            }
            assertArrayEquals(Arrays.copyOfRange(bytes, begin, end), out.toByteArray());
        }
    }

    @Test
    default void a_transfer_past_the_end_sends_nothing() throws IOException {
        given().write("/f", "abc");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ReadHandle in = fs().openRead("/f")) {
            assertEquals(0, in.transferTo(3, 1, Channels.newChannel(out)));
            assertEquals(0, in.transferTo(1L << 40, 1, Channels.newChannel(out)));
            assertEquals(0, in.transferTo(0, 0, Channels.newChannel(out)));
        }
        assertEquals(0, out.size());
    }

    @Test
    default void a_negative_transfer_is_refused() throws IOException {
        given().write("/f", "abc");
        try (ReadHandle in = fs().openRead("/f")) {
            var out = Channels.newChannel(new ByteArrayOutputStream());
            assertThrows(IllegalArgumentException.class, () -> in.transferTo(-1, 1, out));
            assertThrows(IllegalArgumentException.class, () -> in.transferTo(0, -1, out));
        }
    }

    @Test
    @Requires(Capability.WRITE)
    default void an_output_stream_publishes_when_it_is_closed() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        try (OutputStream out = fs().newOutputStream("/f", WriteOptions.replace())) {
            out.write(bytes[0]);
            out.write(bytes, 1, bytes.length - 1);
            assertFalse(given().exists("/f"));
        }
        assertContent(bytes, "/f");
    }
}
