package io.anyfs.vfs2.backend;

import io.anyfs.Capabilities;
import io.anyfs.Capabilities.Limits;
import io.anyfs.Capability;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.vfs2.FileSystem;
import org.apache.commons.vfs2.provider.sftp.SftpFileSystemConfigBuilder;

/**
 * What a provider can do: what it says of itself, corrected by what is known of it.
 *
 * @param family which of the known providers it is
 * @param capabilities what the storage declares
 */
record Traits(Family family, Capabilities capabilities) {

    private static final int MAX_PATH = 4095;
    private static final int ROOM_FOR_TEMPORARY_NAME = 96;
    /** A byte array has at most so many bytes, and some providers hold a file in one. */
    private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** Providers that behave alike. */
    enum Family {
        /** Files of this machine. */
        LOCAL(Duration.ofMillis(1)),
        /** Memory. Deletes directories with what they hold, and does not move that. */
        RAM(Duration.ofMillis(1)),
        /** Zip and jar files. */
        ZIP(Duration.ofSeconds(2)),
        /** Tar files, compressed or not, which are read by one at a time and from their start. */
        TAR(Duration.ofSeconds(1)),
        /** A single compressed file, that has every name and no size. */
        COMPRESSED(Duration.ofSeconds(1)),
        /** SFTP. */
        SFTP(Duration.ofSeconds(1)),
        /** FTP, also over TLS. */
        FTP(Duration.ofMinutes(1)),
        /** WebDAV. */
        WEBDAV(Duration.ofSeconds(1)),
        /** HTTP: lists nothing, and knows no directories. */
        HTTP(Duration.ofSeconds(1)),
        /** HDFS, whose provider takes a plus for a space, and finds nothing in a directory that was moved. */
        HDFS(Duration.ofMillis(1)),
        /** One that is not known. */
        OTHER(Duration.ofSeconds(1));

        private final Duration precision;

        Family(Duration precision) {
            this.precision = precision;
        }

        static Family of(String scheme) {
            return switch (scheme.toLowerCase(Locale.ROOT)) {
                case "file", "tmp" -> LOCAL;
                case "ram" -> RAM;
                case "zip", "jar", "sar", "ear", "par", "ejb3", "war" -> ZIP;
                case "tar", "tgz", "tbz2" -> TAR;
                case "gz", "bz2" -> COMPRESSED;
                case "sftp" -> SFTP;
                case "ftp", "ftps" -> FTP;
                case "webdav", "webdav3", "webdavs", "webdav4", "webdav4s" -> WEBDAV;
                case "http", "https", "http3", "http3s", "http4", "http4s", "http5", "http5s" -> HTTP;
                case "hdfs" -> HDFS;
                default -> OTHER;
            };
        }
    }

    static Traits of(FileSystem fs, int rootLength) {
        Family family = Family.of(fs.getRootName().getScheme());
        return new Traits(
                family,
                Capabilities.of(limits(family, rootLength), declared(fs, family).toArray(Capability[]::new)));
    }

    private static Limits limits(Family family, int rootLength) {
        int path = family == Family.LOCAL
                ? Math.max(255, MAX_PATH - rootLength - ROOM_FOR_TEMPORARY_NAME)
                : Integer.MAX_VALUE;
        boolean inMemory = family == Family.RAM || family == Family.WEBDAV;
        return new Limits(255, path, inMemory ? LARGEST_ARRAY : Long.MAX_VALUE, family.precision);
    }

    private static Set<Capability> declared(FileSystem fs, Family family) {
        Set<Capability> can = EnumSet.noneOf(Capability.class);
        if (family != Family.LOCAL || !foldsCase()) {
            can.add(Capability.CASE_SENSITIVE);
        }
        if (family != Family.LOCAL || !isMac()) {
            can.add(Capability.NORMALIZATION_SENSITIVE);
        }
        if (!isWritable(fs, family)) {
            return can;
        }
        // What is written is staged on this machine, where all of this can be done.
        can.addAll(EnumSet.of(
                Capability.WRITE,
                Capability.APPEND,
                Capability.UPDATE,
                Capability.RANDOM_WRITE,
                Capability.TRUNCATE,
                Capability.READ_BACK,
                Capability.MOVE));
        if (family != Family.RAM && family != Family.HDFS && family != Family.OTHER) {
            can.add(Capability.MOVE_DIRECTORY);
        }
        if (family == Family.LOCAL && !System.getProperty("os.name", "").startsWith("Windows")) {
            can.add(Capability.ATOMIC_MOVE);
        }
        boolean setsTimes = fs.hasCapability(org.apache.commons.vfs2.Capability.SET_LAST_MODIFIED_FILE)
                && fs.hasCapability(org.apache.commons.vfs2.Capability.SET_LAST_MODIFIED_FOLDER);
        // SFTP sets those of files only: with the time it sends a size, which a directory does not have.
        if (setsTimes) {
            can.add(Capability.SET_LAST_MODIFIED);
        }
        return can;
    }

    /** Without a rename nothing can be published at once; a compressed file cannot be created whole. */
    private static boolean isWritable(FileSystem fs, Family family) {
        return family != Family.COMPRESSED
                && fs.hasCapability(org.apache.commons.vfs2.Capability.CREATE)
                && fs.hasCapability(org.apache.commons.vfs2.Capability.DELETE)
                && fs.hasCapability(org.apache.commons.vfs2.Capability.RENAME)
                && fs.hasCapability(org.apache.commons.vfs2.Capability.WRITE_CONTENT)
                && fs.hasCapability(org.apache.commons.vfs2.Capability.LIST_CHILDREN);
    }

    private static boolean foldsCase() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return isMac() || system.contains("win");
    }

    /** It folds letters that are composed in another way, too. */
    private static boolean isMac() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
    }

    /** Whether a read may begin at a position. Of SFTP that goes astray where the user's directory is taken for the root. */
    boolean seeks(FileSystem fs) {
        return family != Family.SFTP
                || Boolean.FALSE.equals(
                        SftpFileSystemConfigBuilder.getInstance().getUserDirIsRoot(fs.getFileSystemOptions()));
    }

    /** The time as far as it is kept. */
    Instant kept(Instant time) {
        long step = capabilities.limits().timestampPrecision().toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), step) * step);
    }

    boolean has(Capability capability) {
        return capabilities.has(capability);
    }

    /** Whether a rename takes the place of an existing file, or fails and changes nothing. Others are not asked to. */
    boolean mayRenameOver() {
        return switch (family) {
            case LOCAL, RAM, SFTP, FTP -> true;
            default -> false;
        };
    }

    /** Whether a rename sets the time of what it renames. */
    boolean renameTouches() {
        return family == Family.RAM;
    }

    /** Whether a file that is read gets in the way of others, so that it is fetched whole when it is opened. */
    boolean readsOneByOne() {
        return family == Family.TAR || family == Family.COMPRESSED;
    }

    /** Whether the size is found out by reading where the provider says that there is none. */
    boolean doubtsSize(long told) {
        return told < 0 || (told == 0 && (family == Family.HTTP || family == Family.COMPRESSED));
    }
}
