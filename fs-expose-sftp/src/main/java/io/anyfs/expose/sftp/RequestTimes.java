package io.anyfs.expose.sftp;

import java.util.concurrent.TimeUnit;

/**
 * Tells which requests will probably be answered at once: small ones, of a kind of which the last ones were. So a storage
 * on this machine is told from one behind a network, and a disk from one that stalls. For one thread at a time.
 */
final class RequestTimes {

    /** Of which nothing is known: what takes long by its nature, or no request at all. */
    static final int NO_KIND = 0;

    private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int ENOUGH = 8;

    /** Bytes of a file in one request. With more, one processor can decrypt what follows while another one writes. */
    private static final int FEW_BYTES = 16 * 1024;

    // Kinds are the numbers of requests, and these, which storages answer differently.
    private static final int OPEN_FOR_WRITING = PacketType.SYMLINK + 1;
    private static final int COMMIT = PacketType.SYMLINK + 2;

    private final HandleTable handles;
    private final int[] quickInARow = new int[COMMIT + 1];

    RequestTimes(HandleTable handles) {
        this.handles = handles;
    }

    /** The kind of a request. */
    int kind(Packet packet) {
        if (packet.length() > FEW_BYTES + PacketArrays.MARGIN) {
            return NO_KIND;
        }
        try {
            PacketReader reader = new PacketReader(packet);
            int type = reader.octet();
            if (type > PacketType.SYMLINK) {
                return NO_KIND;
            }
            reader.int32();
            return switch (type) {
                case PacketType.INIT -> NO_KIND;
                case PacketType.OPEN -> {
                    reader.bytes();
                    yield FileRequests.writes(reader.int32()) ? OPEN_FOR_WRITING : type;
                }
                case PacketType.CLOSE -> handles.get(reader.bytes()) instanceof OpenHandle.Writing ? COMMIT : type;
                case PacketType.READ -> isSmall(handles.get(reader.bytes()), reader) ? type : NO_KIND;
                default -> type;
            };
        } catch (MalformedPacketException | HandleTable.UnknownHandleException wrong) {
            return NO_KIND;
        }
    }

    boolean isQuick(int kind) {
        return quickInARow[kind] >= ENOUGH;
    }

    /** How long a request of a kind took. */
    void took(int kind, long nanos) {
        if (kind != NO_KIND) {
            quickInARow[kind] = nanos > QUICK ? 0 : Math.min(ENOUGH, quickInARow[kind] + 1);
        }
    }

    /** Clients ask for as much as they may of a file of any size. */
    private static boolean isSmall(OpenHandle handle, PacketReader read) throws MalformedPacketException {
        long position = read.uint64();
        long wanted = read.uint32();
        return handle instanceof OpenHandle.Reading reading
                && Math.min(wanted, reading.download().info().size() - position) <= FEW_BYTES;
    }
}
