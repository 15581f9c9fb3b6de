package io.anyfs.mount.fuse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Files as they are and as they have to be. */
final class RandomOperations {

    private final Path directory;
    /** What has to be called so. */
    private final Map<String, Expected> named = new HashMap<>();

    private final Slot[] slots = new Slot[3];

    RandomOperations(Path directory) {
        this.directory = directory;
    }

    /** What a file has to hold, whatever it is called. */
    private static final class Expected {
        private byte[] bytes = {};
    }

    /** A descriptor. */
    private record Slot(FileChannel channel, Expected expected, Access access) {}

    /** What a descriptor can be used for. */
    enum Access {
        READ_AND_WRITE,
        /** Writing only, so that the kernel may pass by its cache. */
        WRITE,
        APPEND
    }

    /** Something that programs do. */
    sealed interface Operation {

        void on(RandomOperations world) throws IOException;

        /** Opens or creates. */
        record Open(int slot, String name, boolean truncate, Access access) implements Operation {
            @Override
            public void on(RandomOperations world) throws IOException {
                world.close(slot);
                Set<OpenOption> options = new HashSet<>(Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
                switch (access) {
                    case READ_AND_WRITE -> options.add(StandardOpenOption.READ);
                    case APPEND -> options.add(StandardOpenOption.APPEND);
                    case WRITE -> {}
                }
                boolean empties = truncate && access != Access.APPEND;
                if (empties) {
                    options.add(StandardOpenOption.TRUNCATE_EXISTING);
                }
                FileChannel channel = FileChannel.open(world.directory.resolve(name), options);
                Expected expected = world.named.computeIfAbsent(name, missing -> new Expected());
                if (empties) {
                    expected.bytes = new byte[0];
                }
                world.slots[slot] = new Slot(channel, expected, access);
            }
        }

        /** Writes at a place, or at the end. */
        record Write(int slot, int position, int length, byte fill) implements Operation {
            @Override
            public void on(RandomOperations world) throws IOException {
                Slot open = world.slots[slot];
                if (open != null) {
                    byte[] bytes = new byte[length];
                    Arrays.fill(bytes, fill);
                    boolean append = open.access == Access.APPEND;
                    int at = append ? open.expected.bytes.length : position;
                    if (append) {
                        open.channel.write(ByteBuffer.wrap(bytes));
                    } else {
                        open.channel.write(ByteBuffer.wrap(bytes), position);
                    }
                    byte[] now = Arrays.copyOf(open.expected.bytes, Math.max(open.expected.bytes.length, at + length));
                    System.arraycopy(bytes, 0, now, at, length);
                    open.expected.bytes = now;
                }
            }
        }

        /** Reads from a place. */
        record Read(int slot, int position, int length) implements Operation {
            @Override
            public void on(RandomOperations world) throws IOException {
                Slot open = world.slots[slot];
                if (open != null && open.access == Access.READ_AND_WRITE) {
                    ByteBuffer buffer = ByteBuffer.allocate(length);
                    int read = open.channel.read(buffer, position);
                    byte[] all = open.expected.bytes;
                    if (position >= all.length) {
                        assertEquals(-1, read);
                    } else {
                        byte[] expected = Arrays.copyOfRange(all, position, Math.min(all.length, position + length));
                        assertArrayEquals(expected, Arrays.copyOf(buffer.array(), read));
                    }
                }
            }
        }

        /** Cuts or extends. */
        record Truncate(int slot, int size) implements Operation {
            @Override
            public void on(RandomOperations world) throws IOException {
                Slot open = world.slots[slot];
                // Java extends by no other call than a write.
                if (open != null && size < open.expected.bytes.length) {
                    open.channel.truncate(size);
                    open.expected.bytes = Arrays.copyOf(open.expected.bytes, size);
                }
            }
        }

        /** Calls {@code fsync}. */
        record Sync(int slot) implements Operation {
            @Override
            public void on(RandomOperations world) throws IOException {
                Slot open = world.slots[slot];
                if (open != null) {
                    open.channel.force(true);
                }
            }
        }

        /** Closes. */
        record Close(int slot) implements Operation {
            @Override
            public void on(RandomOperations world) throws IOException {
                world.close(slot);
            }
        }

        /** Renames, over what is there. */
        record Rename(String source, String target) implements Operation {
            @Override
            public void on(RandomOperations world) throws IOException {
                if (!source.equals(target) && world.named.containsKey(source)) {
                    Files.move(
                            world.directory.resolve(source),
                            world.directory.resolve(target),
                            StandardCopyOption.ATOMIC_MOVE);
                    world.named.put(target, world.named.remove(source));
                }
            }
        }

        /** Deletes. */
        record Delete(String name) implements Operation {
            @Override
            public void on(RandomOperations world) throws IOException {
                assertEquals(
                        world.named.remove(name) != null, Files.deleteIfExists(world.directory.resolve(name)), name);
            }
        }

        /** Asks for the facts, by name and by descriptor. */
        record Look(String name) implements Operation {
            @Override
            public void on(RandomOperations world) throws IOException {
                Expected expected = world.named.get(name);
                Path path = world.directory.resolve(name);
                assertEquals(expected != null, Files.exists(path), name);
                if (expected != null) {
                    assertEquals(expected.bytes.length, Files.size(path), name);
                }
                for (Slot open : world.slots) {
                    if (open != null) {
                        assertEquals(open.expected.bytes.length, open.channel.size());
                    }
                }
            }
        }
    }

    private void close(int slot) throws IOException {
        Slot open = slots[slot];
        slots[slot] = null;
        if (open != null) {
            open.channel.close();
        }
    }

    void closeAll() throws IOException {
        for (int slot = 0; slot < slots.length; slot++) {
            close(slot);
        }
    }

    /** What has to be called so; {@code null} if nothing. */
    byte[] content(String name) {
        Expected expected = named.get(name);
        return expected == null ? null : expected.bytes;
    }
}
