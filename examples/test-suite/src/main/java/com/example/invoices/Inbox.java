package com.example.invoices;

import io.anyfs.FileSystem;
import io.anyfs.TransientStorageException;
import java.io.IOException;
import java.util.List;

/** Invoices that wait in one filesystem to be filed in another. */
final class Inbox {

    private final FileSystem inbox;
    private final FileSystem archive;

    Inbox(FileSystem inbox, FileSystem archive) {
        this.inbox = inbox;
        this.archive = archive;
    }

    /**
     * Moves all invoices to the archive, in the order of their names. One that fails stays in the inbox, and so do those after it.
     *
     * @return how many were moved
     */
    int file() throws IOException {
        int filed = 0;
        for (String path : waiting()) {
            archive.write(path, read(path));
            inbox.delete(path);
            filed++;
        }
        return filed;
    }

    private List<String> waiting() throws IOException {
        return inbox.entries("/").stream()
                .map(invoice -> invoice.path().toString())
                .sorted()
                .toList();
    }

    /** Tries once more where the storage says that this may help. */
    private byte[] read(String path) throws IOException {
        try {
            return inbox.readBytes(path);
        } catch (TransientStorageException busy) {
            return inbox.readBytes(path);
        }
    }
}
