package io.anyfs.tck.model;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * An entry of the model; immutable.
 *
 * @param content the bytes of a file, never changed and never consumed; empty for others
 * @param target where a link leads; empty for others
 * @param version raised with every new content
 * @param id stays with the entry when it is moved
 */
record ModelNode(
        FileType type, ByteBuffer content, String target, Instant lastModified, int mode, long version, long id) {

    private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

    static ModelNode directory(long id) {
        return new ModelNode(FileType.DIRECTORY, NO_BYTES, "", Instant.now(), 0755, id, id);
    }

    static ModelNode file(ByteBuffer content, long id) {
        return new ModelNode(FileType.FILE, content, "", Instant.now(), 0644, id, id);
    }

    static ModelNode link(String target, long id) {
        return new ModelNode(FileType.SYMBOLIC_LINK, NO_BYTES, target, Instant.now(), 0777, id, id);
    }

    boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }

    boolean isLink() {
        return type == FileType.SYMBOLIC_LINK;
    }

    ModelNode withContent(ByteBuffer newContent, long newVersion) {
        return new ModelNode(type, newContent, target, Instant.now(), mode, newVersion, id);
    }

    ModelNode with(AttributeChanges changes) {
        Instant time = changes.lastModified();
        Integer newMode = changes.mode();
        return new ModelNode(
                type,
                content,
                target,
                time == null ? lastModified : time,
                newMode == null ? mode : newMode,
                version,
                id);
    }

    FileInfo info(FsPath path) {
        long size = isLink() ? target.getBytes(StandardCharsets.UTF_8).length : content.remaining();
        PosixAttributes posix = new PosixAttributes(mode, 0, 0, 1, null, null);
        return new FileInfo(
                path, type, size, lastModified, null, null, Long.toString(version), Long.toString(id), posix);
    }
}
