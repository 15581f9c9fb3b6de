package io.anyfs.cache;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Names one version of one file of one storage. Size and time are part of it next to the version: a storage that counts its
 * versions from 1 each time it is started would name two contents alike.
 *
 * @param high the first half of a digest over storage, path and version
 * @param low the second half
 * @param pathTag a digest of the path, for dropping all versions of it
 * @param idTag a digest of the entry's identity, for dropping all that was read of it by whatever path; 0 without one
 * @param weak whether the storage has no versions, so that size and time are all there is
 */
record FileKey(long high, long low, long pathTag, long idTag, boolean weak) {

    static FileKey of(String storage, int blockBytes, FileInfo info) {
        String version = info.version();
        ByteBuffer digest = digest(
                storage,
                Integer.toString(blockBytes),
                info.path().toString(),
                version,
                info.fileId(),
                Long.toString(info.size()),
                info.lastModified().toString());
        return new FileKey(
                digest.getLong(),
                digest.getLong(),
                pathTag(storage, info.path()),
                idTag(storage, info.fileId()),
                version == null);
    }

    static long pathTag(String storage, FsPath path) {
        return digest(storage, "path", path.toString()).getLong();
    }

    static long idTag(String storage, @Nullable String fileId) {
        return fileId == null ? 0 : digest(storage, "id", fileId).getLong();
    }

    private static ByteBuffer digest(@Nullable String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
                // With its length before it, no part can be taken for the end of another.
                digest.update(ByteBuffer.allocate(4)
                        .putInt(part == null ? -1 : bytes.length)
                        .flip());
                digest.update(bytes);
            }
            return ByteBuffer.wrap(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
