package io.anyfs.expose.sftp;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.PosixAttributes;
import java.time.Instant;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a file as they are on the wire: draft-ietf-secsh-filexfer-02, section 5. What is {@code null} was not
 * sent.
 */
record SftpAttributes(
        @Nullable Long size,
        @Nullable Integer uid,
        @Nullable Integer gid,
        @Nullable Integer mode,
        @Nullable Instant lastAccess,
        @Nullable Instant lastModified) {

    private static final int SIZE = 1;
    private static final int UIDGID = 2;
    private static final int PERMISSIONS = 4;
    private static final int ACMODTIME = 8;
    private static final int EXTENDED = 0x8000_0000;

    private static final int MODE_BITS = 07777;
    private static final int TYPE_DIRECTORY = 0040000;
    private static final int TYPE_FILE = 0100000;
    private static final int TYPE_LINK = 0120000;

    private static final long MAX_UINT32 = 0xFFFF_FFFFL;

    static SftpAttributes read(PacketReader packet) throws MalformedPacketException {
        int flags = packet.int32();
        Long size = (flags & SIZE) == 0 ? null : packet.uint64();
        Integer uid = null;
        Integer gid = null;
        if ((flags & UIDGID) != 0) {
            uid = packet.int32();
            gid = packet.int32();
        }
        Integer mode = (flags & PERMISSIONS) == 0 ? null : packet.int32() & MODE_BITS;
        Instant lastAccess = null;
        Instant lastModified = null;
        if ((flags & ACMODTIME) != 0) {
            lastAccess = Instant.ofEpochSecond(packet.uint32());
            lastModified = Instant.ofEpochSecond(packet.uint32());
        }
        if ((flags & EXTENDED) != 0) {
            for (long left = packet.uint32(); left > 0; left--) {
                packet.bytes();
                packet.bytes();
            }
        }
        return new SftpAttributes(size, uid, gid, mode, lastAccess, lastModified);
    }

    /**
     * The changes that a storage is asked for. Permissions, owners and access times are dropped where it cannot keep them:
     * clients send them along with what they care for ({@code scp -p}, a transfer in WinSCP), and take a refusal for a failed
     * transfer. A modification time is never dropped: who sends one relies on it.
     */
    AttributeChanges changes(Capabilities storage) {
        boolean owner = storage.has(Capability.SET_OWNER);
        return new AttributeChanges(
                lastModified,
                storage.has(Capability.SET_LAST_ACCESS) ? lastAccess : null,
                storage.has(Capability.SET_MODE) ? mode : null,
                owner ? uid : null,
                owner ? gid : null);
    }

    /** Writes the facts of an entry. */
    static void write(Buffer packet, FileInfo info, boolean readOnly) {
        PosixAttributes posix = info.posix();
        packet.putUInt(SIZE | PERMISSIONS | ACMODTIME | (posix == null ? 0 : UIDGID));
        packet.putLong(info.size());
        if (posix != null) {
            packet.putUInt(posix.uid() & MAX_UINT32);
            packet.putUInt(posix.gid() & MAX_UINT32);
        }
        packet.putUInt(typeBits(info.type()) | mode(info, readOnly));
        Instant lastAccess = info.lastAccess();
        packet.putUInt(seconds(lastAccess == null ? info.lastModified() : lastAccess));
        packet.putUInt(seconds(info.lastModified()));
    }

    /** The permission bits: the storage's, or the usual ones where it keeps none. */
    static int mode(FileInfo info, boolean readOnly) {
        PosixAttributes posix = info.posix();
        if (posix != null) {
            return posix.mode();
        }
        int mode = switch (info.type()) {
            case DIRECTORY -> 0755;
            case SYMBOLIC_LINK -> 0777;
            case FILE, OTHER -> 0644;
        };
        return readOnly ? mode & ~0222 : mode;
    }

    private static int typeBits(FileType type) {
        return switch (type) {
            case DIRECTORY -> TYPE_DIRECTORY;
            case FILE -> TYPE_FILE;
            case SYMBOLIC_LINK -> TYPE_LINK;
            case OTHER -> 0;
        };
    }

    /** The wire has unsigned seconds: what is before 1970 or after 2106 becomes the nearest. */
    private static long seconds(Instant time) {
        return Math.max(0, Math.min(MAX_UINT32, time.getEpochSecond()));
    }
}
