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
    private volatile int names = 1;
    private int writers;

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

    /** Makes this the version from now on, and lets go of the content of the one before. */
    synchronized void publish(Version next) {
        Content replaced = version.content();
        version = next;
        replaced.release();
    }

    /** The version there is, its content held for another file. */
    synchronized Version share() {
        Content content = version.content();
        if (!content.hold()) {
            throw new IllegalStateException("a file holds its content");
        }
        content.share();
        return version;
    }

    /** Whether the file is in a directory; false once its last name was deleted. */
    synchronized boolean isLinked() {
        return names > 0;
    }

    /** Whether the file is there by another name too. */
    boolean hasOtherNames() {
        return names > 1;
    }

    /** Takes note that the file has one more name. */
    synchronized void link() {
        names++;
    }

    /** Takes note that a name was deleted. Returns how many bytes are stored no more. */
    synchronized long unlink() {
        names--;
        releaseUnused();
        return names == 0 ? version.content().stored() : 0;
    }

    /** The file can be written in place from now on, even after it was deleted. */
    synchronized void beginWriting() {
        writers++;
    }

    /** One less writes in place. */
    synchronized void endWriting() {
        writers--;
        releaseUnused();
    }

    private void releaseUnused() {
        if (names == 0 && writers == 0) {
            version.content().release();
        }
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
                at.attributes().posix().withLinks(Math.max(1, names)));
    }
}
