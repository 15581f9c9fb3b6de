package io.anyfs.it.tree;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.TreeDeletion;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** A real storage that can delete whole trees: it lists them breadth first and deletes what it saw, the deepest first. */
final class BulkDeletingBackend extends ForwardingBackend {

    private int deletions;

    BulkDeletingBackend(Backend delegate) {
        super(delegate);
    }

    /** How many trees were deleted at once. */
    int deletions() {
        return deletions;
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return super.capabilities(path).with(Capability.DELETE_TREE);
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        deletions++;
        boolean whole = scope == DeleteScope.WHOLE;
        FileInfo top = delegate().stat(directory, whole ? Links.NO_FOLLOW : Links.FOLLOW);
        if (!top.isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        Set<FsPath> staying = new HashSet<>();
        for (FileInfo entry : deepestFirst(top, deletion, staying)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException(entry.path() + ": interrupted");
            }
            if (staying.contains(entry.path())) {
                staying.add(entry.path().parentOrRoot());
            } else if (whole || !entry.path().equals(directory)) {
                delete(entry, deletion, staying);
            }
        }
    }

    private void delete(FileInfo entry, TreeDeletion deletion, Set<FsPath> staying) throws IOException {
        try {
            delegate().delete(entry.path());
        } catch (NoSuchFileException deletedByOthers) {
            return;
        } catch (IOException failure) {
            deletion.failed(entry.path(), failure);
            staying.add(entry.path().parentOrRoot());
            return;
        }
        deletion.deleted(entry);
    }

    private Deque<FileInfo> deepestFirst(FileInfo top, TreeDeletion deletion, Set<FsPath> staying) throws IOException {
        Deque<FileInfo> entries = new ArrayDeque<>();
        Deque<FsPath> directories = new ArrayDeque<>();
        entries.push(top);
        directories.add(top.path());
        while (!directories.isEmpty()) {
            FsPath directory = directories.remove();
            try (BackendListing listing = delegate().list(directory, ListOptions.ENTRIES)) {
                for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                    entries.push(entry);
                    if (entry.isDirectory()) {
                        directories.add(entry.path());
                    }
                }
            } catch (NoSuchFileException deletedByOthers) {
                // Nothing is left to delete in it.
            } catch (IOException unreadable) {
                deletion.failed(directory, unreadable);
                staying.add(directory);
            }
        }
        return entries;
    }
}
