package io.anyfs.memory;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import java.time.Instant;

/**
 * A file. All that can be said of it at one moment is one immutable {@link Version}, so that readers need no lock and see
 * all of a change or nothing. Whoever changes it holds this object's lock, because writes in place do not take the tree's.
 */
final class FileNode extends Node {

    private volatile Version version;
    private boolean linked = true;

    /** What the file is at one moment. */
    record Version(Content content, long number, Attributes attributes) {

        /** Equal for two versions only if their bytes are. */
        String name() {
            return Long.toString(number);
        }
    }

    FileNode(long id, Instant created, Version version) {
        super(id, created);
        this.version = version;
    }

    Version version() {
        return version;
    }

    synchronized void publish(Version next) {
        version = next;
    }

    /** Whether the file is in a directory; false once it was deleted. */
    synchronized boolean isLinked() {
        return linked;
    }

    /** Takes note that the file was deleted. Returns how many bytes it stored. */
    synchronized long unlink() {
        linked = false;
        return version.content().stored();
    }

    @Override
    synchronized void change(AttributeChanges changes) {
        Version now = version;
        version = new Version(now.content(), now.number(), now.attributes().with(changes));
    }

    @Override
    FileInfo info(FsPath path) {
        return info(path, version);
    }

    FileInfo info(FsPath path, Version at) {
        return new FileInfo(
                path,
                FileType.FILE,
                at.content().size(),
                at.attributes().lastModified(),
                created(),
                at.attributes().lastAccess(),
                at.name(),
                fileId(),
                at.attributes().posix());
    }
}
