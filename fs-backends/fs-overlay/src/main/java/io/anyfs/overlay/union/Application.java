package io.anyfs.overlay.union;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the changes of a write layer in the layer below. The write layer stays as it is, and hides what is under way; made
 * again, it comes to the same.
 */
final class Application implements ChangeWalk.Steps {

    private final Stack stack;
    private final Markers markers;
    private final Comparison comparison;
    private final Backend below;

    Application(Stack stack, Markers markers) {
        this.stack = stack;
        this.markers = markers;
        this.comparison = Comparison.of(stack);
        this.below = stack.below();
    }

    void run() throws IOException {
        if (!below.capabilities(FsPath.ROOT).has(Capability.WRITE)) {
            throw new UnsupportedCapabilityException("/", Capability.WRITE);
        }
        new ChangeWalk(stack, markers, this).run();
    }

    @Override
    public void gone(FsPath path) throws IOException {
        try {
            deleteTree(below.stat(path, Links.NO_FOLLOW));
        } catch (NoSuchFileException already) {
            // An earlier try has done it.
        }
    }

    @Override
    public void entry(FileInfo entry, @Nullable FileInfo there) throws IOException {
        FileInfo old = there;
        if (old != null && old.type() != entry.type()) {
            deleteTree(old);
            old = null;
        }
        switch (entry.type()) {
            case DIRECTORY -> {
                if (old == null) {
                    below.createDirectory(entry.path());
                }
            }
            case FILE -> file(entry, old);
            case SYMBOLIC_LINK -> link(entry, old);
            case OTHER ->
                throw new FileSystemException(
                        entry.path().toString(), null, "what is neither file, directory nor link cannot be committed");
        }
    }

    private void file(FileInfo entry, @Nullable FileInfo old) throws IOException {
        if (old != null && comparison.sameBytes(entry, old)) {
            if (!Comparison.sameMode(entry, old) || !comparison.sameTime(entry, old)) {
                setAttributes(entry);
            }
            return;
        }
        WriteOptions options = old == null ? WriteOptions.createNew() : WriteOptions.replace();
        Part part = new Part(stack.top(), entry);
        CopyUp.file(part, below, entry.path(), options, AttributeChanges.NONE);
    }

    private void link(FileInfo entry, @Nullable FileInfo old) throws IOException {
        if (old != null) {
            if (comparison.sameTarget(entry.path())) {
                return;
            }
            below.delete(entry.path());
        }
        CopyUp.link(new Part(stack.top(), entry), below, entry.path());
    }

    @Override
    public void left(FileInfo directory) throws IOException {
        setAttributes(directory);
    }

    private void setAttributes(FileInfo like) throws IOException {
        AttributeChanges kept = Placement.kept(below, like);
        if (!kept.isEmpty()) {
            below.setAttributes(like.path(), kept, Links.NO_FOLLOW);
        }
    }

    private void deleteTree(FileInfo entry) throws IOException {
        if (entry.isDirectory()) {
            List<FileInfo> held = new ArrayList<>();
            try (BackendListing listing = below.list(entry.path(), ListOptions.ENTRIES)) {
                for (FileInfo next = listing.next(); next != null; next = listing.next()) {
                    held.add(next);
                }
            }
            for (FileInfo next : held) {
                deleteTree(next);
            }
        }
        below.delete(entry.path());
    }
}
