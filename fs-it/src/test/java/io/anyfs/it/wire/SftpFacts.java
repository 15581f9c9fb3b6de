package io.anyfs.it.wire;

import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import java.time.Instant;
import net.schmizz.sshj.sftp.FileAttributes;

/** The attributes of version 3 as the facts of an entry. */
final class SftpFacts {

    private SftpFacts() {}

    static FileInfo of(FsPath path, FileAttributes attributes) {
        FileType type = switch (attributes.getType()) {
            case REGULAR -> FileType.FILE;
            case DIRECTORY -> FileType.DIRECTORY;
            case SYMLINK -> FileType.SYMBOLIC_LINK;
            default -> FileType.OTHER;
        };
        int mode = attributes.getMode().getMask() & 07777;
        boolean owned = attributes.has(FileAttributes.Flag.UIDGID);
        PosixAttributes posix = new PosixAttributes(
                mode, owned ? attributes.getUID() : 0, owned ? attributes.getGID() : 0, 1, null, null);
        long size = type == FileType.DIRECTORY ? 0 : attributes.getSize();
        // Seconds are unsigned on the wire; the library takes them as signed.
        Instant modified = Instant.ofEpochSecond(attributes.getMtime() & 0xFFFF_FFFFL);
        return new FileInfo(path, type, size, modified, null, null, null, null, posix);
    }
}
