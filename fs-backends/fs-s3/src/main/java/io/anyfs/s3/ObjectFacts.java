package io.anyfs.s3;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What a store tells of an object, as facts of an entry. What was set explicitly is in the user metadata, under the keys of
 * rclone ({@code mtime}, seconds with decimals) and s3fs ({@code mtime}, {@code mode} with the type's bits, in decimal).
 */
final class ObjectFacts {

    static final String MTIME = "mtime";
    static final String MODE = "mode";
    static final String UID = "uid";
    static final String GID = "gid";
    /** Tells whether an object is the one that a write of ours has published. */
    static final String WRITE_ID = "anyfs-write";

    private static final int REGULAR_FILE = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int PERMISSIONS = 07777;

    private ObjectFacts() {}

    static FileInfo file(FsPath path, HeadObjectResponse head) {
        return file(path, head.contentLength(), head.lastModified(), head.eTag(), head.metadata());
    }

    /** Of the answer to a ranged read, which tells the whole size apart. */
    static FileInfo file(FsPath path, GetObjectResponse got, long size) {
        return file(path, size, got.lastModified(), got.eTag(), got.metadata());
    }

    static FileInfo file(
            FsPath path, long size, Instant uploaded, @Nullable String eTag, Map<String, String> metadata) {
        return new FileInfo(
                path, FileType.FILE, size, lastModified(uploaded, metadata), null, null, eTag, null, posix(metadata));
    }

    /** As a listing tells it: nothing that was set. */
    static FileInfo file(FsPath path, S3Object listed) {
        return file(path, listed.size(), listed.lastModified(), listed.eTag(), Map.of());
    }

    /** Whether an object only says that there is a directory. One with bytes in it is somebody's file. */
    static boolean isMarker(S3Object listed) {
        return listed.size() == 0 && (listed.key().endsWith("/") || listed.key().isEmpty());
    }

    /** A directory with a marker. */
    static FileInfo directory(FsPath path, Instant created, Map<String, String> metadata) {
        return new FileInfo(
                path, FileType.DIRECTORY, 0, lastModified(created, metadata), null, null, null, null, posix(metadata));
    }

    /** A directory of which nothing is known but that something is in it. */
    static FileInfo implied(FsPath path) {
        return FileInfo.of(path, FileType.DIRECTORY, 0, Instant.EPOCH);
    }

    /** The last part of a common prefix, without its slash. */
    static String lastPart(CommonPrefix prefix, String directory) {
        return prefix.prefix().substring(directory.length(), prefix.prefix().length() - 1);
    }

    /** The metadata with attributes set in it. */
    static Map<String, String> with(Map<String, String> metadata, AttributeChanges changes, boolean directory) {
        Map<String, String> changed = new LinkedHashMap<>(metadata);
        Instant time = changes.lastModified();
        if (time != null) {
            changed.put(MTIME, Long.toString(time.getEpochSecond()));
        }
        Integer mode = changes.mode();
        if (mode != null) {
            changed.put(MODE, Integer.toString((directory ? DIRECTORY : REGULAR_FILE) | mode));
        }
        return changed;
    }

    /** What a file that replaces another takes over from it. */
    static Map<String, String> kept(Map<String, String> replaced) {
        Map<String, String> kept = new LinkedHashMap<>(replaced);
        kept.keySet().retainAll(java.util.Set.of(MODE, UID, GID));
        return kept;
    }

    private static Instant lastModified(Instant uploaded, Map<String, String> metadata) {
        String text = metadata.get(MTIME);
        if (text != null) {
            try {
                return Instant.ofEpochSecond(new BigDecimal(text.strip())
                        .setScale(0, java.math.RoundingMode.FLOOR)
                        .longValueExact());
            } catch (ArithmeticException | NumberFormatException | DateTimeException foreign) {
                // Another program's idea of a time: the store's own is right, too.
            }
        }
        return uploaded.truncatedTo(ChronoUnit.SECONDS);
    }

    private static @Nullable PosixAttributes posix(Map<String, String> metadata) {
        int mode = number(metadata, MODE, -1);
        return mode < 0
                ? null
                : new PosixAttributes(
                        mode & PERMISSIONS, number(metadata, UID, 0), number(metadata, GID, 0), 1, null, null);
    }

    private static int number(Map<String, String> metadata, String key, int otherwise) {
        String text = metadata.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            return Math.max(otherwise, Integer.parseInt(text.strip()));
        } catch (NumberFormatException foreign) {
            return otherwise;
        }
    }
}
