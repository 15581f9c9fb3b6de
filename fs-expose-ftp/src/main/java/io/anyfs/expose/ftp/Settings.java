package io.anyfs.expose.ftp;

import io.anyfs.FsPath;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one client has set by earlier commands. For the one command that runs. */
final class Settings {

    static final int NONE = -1;

    /** The working directory. */
    FsPath directory = FsPath.ROOT;
    /** The user named by USER, until PASS. */
    @Nullable
    String user;

    int failedLogins;
    /** RFC 959 section 3.1.1.1: ASCII until the client says otherwise. */
    TransferType type = TransferType.ASCII;

    TransferMode mode = TransferMode.STREAM;
    /** How hard MODE Z tries, from 1 to 9. Fast unless the client says otherwise: it is the server's processor. */
    int deflateLevel = 1;
    /** What HASH computes. */
    FtpHash hash = FtpHash.SHA_256;
    /** EPSV ALL was said: no other way to agree on a data connection is allowed any more (RFC 2428 section 4). */
    boolean extendedPassiveOnly;
    /** PBSZ was said (RFC 4217 section 9), which PROT asks for. */
    boolean bufferSizeSaid;
    /** PROT P was said: data connections are protected by TLS. */
    boolean dataProtected;
    /** What RNFR named, for the very next command. */
    @Nullable
    FsPath renameFrom;
    /** What MLST and MLSD tell. */
    Set<MachineFact> facts = EnumSet.allOf(MachineFact.class);

    private long restart;
    private @Nullable ByteRange range;
    private long allocated = NONE;

    void restartAt(long offset) {
        restart = offset;
        range = null;
    }

    /** Where REST wants the next transfer to begin. Asked once. */
    long takeRestart() {
        long offset = restart;
        restart = 0;
        return offset;
    }

    /** @param wanted for the next download or hash; {@code null} for all there is */
    void setRange(@Nullable ByteRange wanted) {
        range = wanted;
        restart = 0;
    }

    /** What RANG wants of the next file, {@code null} for all of it. Asked once. */
    @Nullable
    ByteRange takeRange() {
        ByteRange wanted = range;
        range = null;
        return wanted;
    }

    void allocate(long bytes) {
        allocated = bytes;
    }

    /** The size that ALLO announced for the next upload, or {@link #NONE}. Asked once. */
    long takeAllocated() {
        long bytes = allocated;
        allocated = NONE;
        return bytes;
    }
}
