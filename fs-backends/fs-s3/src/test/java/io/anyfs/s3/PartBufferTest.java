package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PartBufferTest {

    private static final int CHUNK = PartMemory.CHUNK;

    private final PartMemory memory = new PartMemory(64L * CHUNK);

    @RepeatedTest(10)
    void is_as_an_array(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        int capacity = 5 * CHUNK + 777;
        PartMemory.Share share = memory.share();
        PartBuffer part = new PartBuffer(share, capacity);
        byte[] model = new byte[capacity];
        int length = 0;
        for (int step = 0; step < 200; step++) {
            byte[] bytes = new byte[random.nextInt(CHUNK * 3 / 2)];
            random.nextBytes(bytes);
            int count = Math.min(bytes.length, capacity - length);
            switch (random.nextInt(6)) {
                case 0 -> {
                    ByteBuffer source = ByteBuffer.wrap(bytes);
                    part.append(source);
                    assertEquals(bytes.length - count, source.remaining());
                    System.arraycopy(bytes, 0, model, length, count);
                    length += count;
                }
                case 1 -> {
                    part.appendZeros(count);
                    Arrays.fill(model, length, length + count, (byte) 0);
                    length += count;
                }
                case 2 -> {
                    part.reserve(count);
                    long before = memory.usedBytes();
                    InputStream source = new ByteArrayInputStream(bytes, 0, count);
                    for (int done = 0; done < count; ) {
                        done += part.append(source, count - done);
                    }
                    assertEquals(before, memory.usedBytes());
                    System.arraycopy(bytes, 0, model, length, count);
                    length += count;
                }
                case 3 -> {
                    int offset = random.nextInt(length + 1);
                    ByteBuffer source = ByteBuffer.wrap(bytes);
                    part.overwrite(source, offset);
                    int replaced = Math.min(bytes.length, length - offset);
                    assertEquals(bytes.length - replaced, source.remaining());
                    System.arraycopy(bytes, 0, model, offset, replaced);
                }
                case 4 -> {
                    int offset = random.nextInt(length + 1);
                    ByteBuffer target = ByteBuffer.allocate(bytes.length);
                    int read = part.read(target, offset);
                    assertEquals(Math.min(bytes.length, length - offset), read);
                    assertArrayEquals(
                            Arrays.copyOfRange(model, offset, offset + read), Arrays.copyOf(target.array(), read));
                }
                default -> {
                    if (random.nextInt(3) == 0) {
                        length = random.nextInt(length + 1);
                        part.truncate(length);
                        assertEquals(chunks(length), memory.usedBytes());
                    }
                }
            }
            assertEquals(length, part.length());
            assertEquals(capacity - length, part.room());
        }
        PartBody body = part.seal();
        assertArrayEquals(Arrays.copyOf(model, length), bytes(body));
        memory.giveBack(body.chunks());
        share.close();
        assertEquals(0, memory.usedBytes());
    }

    /** The memory of so many bytes. */
    private static long chunks(int length) {
        return (length + CHUNK - 1) / CHUNK * (long) CHUNK;
    }

    private static byte[] bytes(PartBody body) throws IOException {
        try (InputStream stream = body.asRequestBody().contentStreamProvider().newStream()) {
            return stream.readAllBytes();
        }
    }

    @Test
    void a_part_takes_no_memory_before_it_has_bytes() throws IOException {
        PartBuffer part = new PartBuffer(memory.share(), 10 * CHUNK);
        assertEquals(0, memory.usedBytes());
        part.append(ByteBuffer.allocate(1));
        assertEquals(CHUNK, memory.usedBytes());
    }

    @Test
    void a_body_can_be_sent_again_and_from_a_mark() throws IOException {
        byte[] content = new byte[2 * CHUNK + 5];
        new Random(3).nextBytes(content);
        PartBuffer part = new PartBuffer(memory.share(), 10 * CHUNK);
        part.append(ByteBuffer.wrap(content));
        PartBody body = part.seal();
        assertArrayEquals(content, bytes(body));
        assertArrayEquals(content, bytes(body));
        InputStream stream = body.asRequestBody().contentStreamProvider().newStream();
        stream.skipNBytes(CHUNK - 1);
        stream.mark(Integer.MAX_VALUE);
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        stream.transferTo(rest);
        stream.reset();
        assertEquals(content[CHUNK - 1] & 0xff, stream.read());
        assertEquals(content[CHUNK] & 0xff, stream.read());
        assertArrayEquals(Arrays.copyOfRange(content, CHUNK - 1, content.length), rest.toByteArray());
        assertEquals(-1, bytesOf(PartBody.EMPTY).read());
    }

    private static InputStream bytesOf(PartBody body) {
        return body.asRequestBody().contentStreamProvider().newStream();
    }

    @Test
    void the_digest_is_of_the_bytes_and_not_of_the_rest_of_the_chunk() throws Exception {
        byte[] content = new byte[CHUNK + 5];
        new Random(4).nextBytes(content);
        PartBuffer part = new PartBuffer(memory.share(), 10 * CHUNK);
        part.append(ByteBuffer.wrap(content));
        MessageDigest digest = MessageDigest.getInstance("MD5");
        part.seal().digest(digest);
        assertArrayEquals(MessageDigest.getInstance("MD5").digest(content), digest.digest());
    }

    @Test
    void a_part_of_a_closed_share_keeps_its_bytes_and_takes_no_more() throws IOException {
        PartMemory.Share share = memory.share();
        PartBuffer part = new PartBuffer(share, 10 * CHUNK);
        part.append(ByteBuffer.allocate(CHUNK));
        share.close();
        assertThrows(AsynchronousCloseException.class, () -> part.append(ByteBuffer.allocate(1)));
        assertEquals(CHUNK, part.length());
        part.truncate(0);
        assertEquals(0, memory.usedBytes());
    }
}
