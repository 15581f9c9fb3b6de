package io.anyfs.crypt;

import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.ListOptions;
import io.anyfs.TreeDeletion;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;

/**
 * Deletes trees at once, but neither the settings of the encryption, which are in the root, nor what was not stored through it, which
 * is looked for before. The root is emptied by its own name only: by a link to it, the settings are entries like any other that are not
 * ours, and nothing is deleted.
 */
record TreeDeletions(Backend storage, CryptBackend owner) {

    void delete(FsPath directory, FsPath stored, DeleteScope scope, TreeDeletion deletion) throws IOException {
        if (directory.isRoot()) {
            emptyRoot(deletion);
        } else {
            requireNoneForeign(directory, stored);
            storage.deleteTree(stored, scope, new CryptDeletion(deletion, owner, stored, directory));
        }
    }

    /** Entry by entry, beside the settings. */
    private void emptyRoot(TreeDeletion deletion) throws IOException {
        try (BackendListing listing = owner.list(FsPath.ROOT, ListOptions.ENTRIES)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while the root was emptied");
                }
                deleteBelowRoot(entry, deletion);
            }
        }
    }

    private void deleteBelowRoot(FileInfo entry, TreeDeletion deletion) throws IOException {
        FsPath path = entry.path();
        FsPath stored = owner.paths().toStored(path);
        try {
            if (entry.isDirectory()) {
                requireNoneForeign(path, stored);
            } else {
                storage.delete(stored);
            }
        } catch (NoSuchFileException goneMeanwhile) {
            return;
        } catch (IOException failure) {
            deletion.failed(path, failure);
            return;
        }
        if (entry.isDirectory()) {
            storage.deleteTree(stored, DeleteScope.WHOLE, new CryptDeletion(deletion, owner, stored, path));
        } else {
            deletion.deleted(entry);
        }
    }

    private void requireNoneForeign(FsPath directory, FsPath stored) throws IOException {
        try (BackendListing listing = storage.list(stored, ListOptions.TREE)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                if (owner.isForeign(entry.path())) {
                    throw new ForeignEntriesException(directory.toString());
                }
            }
        }
    }
}
