package io.anyfs.memory;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A symbolic link. Its target is kept as it was written. */
final class LinkNode extends Node {

    private final LinkTarget target;
    private volatile Attributes attributes;

    LinkNode(long id, Instant created, Attributes attributes, LinkTarget target) {
        super(id, created);
        this.attributes = attributes;
        this.target = target;
    }

    LinkTarget target() {
        return target;
    }

    @Override
    FileInfo info(FsPath path) {
        Attributes now = attributes;
        return new FileInfo(
                path,
                FileType.SYMBOLIC_LINK,
                target.text().getBytes(StandardCharsets.UTF_8).length,
                now.lastModified(),
                created(),
                now.lastAccess(),
                null,
                fileId(),
                now.posix());
    }

    @Override
    void change(AttributeChanges changes) {
        attributes = attributes.with(changes);
    }
}
