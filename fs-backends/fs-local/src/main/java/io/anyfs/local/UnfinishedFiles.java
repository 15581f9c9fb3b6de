package io.anyfs.local;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The unfinished files of a storage that somebody writes to now. */
final class UnfinishedFiles {

    private final TemporaryNames names;
    private final Directory root;
    private final Map<String, Unfinished> open = new ConcurrentHashMap<>();

    UnfinishedFiles(TemporaryNames names, Directory root) {
        this.names = names;
        this.root = root;
    }

    /**
     * An unfinished file that has just been created.
     *
     * @param place where; taken over
     */
    Unfinished created(Place place) {
        Unfinished unfinished = new Unfinished(this, place);
        open.put(place.name(), unfinished);
        return unfinished;
    }

    void ended(String name) {
        open.remove(name);
    }

    /**
     * Moves the unfinished files of a directory aside, because users see it as empty and delete it. Does nothing if it holds
     * anything else. Returns whether anything was moved.
     */
    boolean clear(Directory directory) throws IOException {
        List<Unfinished> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = directory.entries()) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                Unfinished unfinished = names.isReserved(name) ? open.get(name) : null;
                if (unfinished == null) {
                    return false;
                }
                found.add(unfinished);
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        boolean moved = false;
        for (Unfinished unfinished : found) {
            moved |= unfinished.moveTo(root.share());
        }
        return moved;
    }
}
