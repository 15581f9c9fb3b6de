package io.anyfs.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** An unfinished file. It stays where it will be published, unless that directory is deleted; then it is moved aside. */
final class Unfinished implements Closeable {

    private final UnfinishedFiles all;
    private Place place;
    private boolean ended;

    /**
     * A file that is there.
     *
     * @param place where; taken over
     */
    Unfinished(UnfinishedFiles all, Place place) {
        this.all = all;
        this.place = place;
    }

    /** Something to do with the file, wherever it is. */
    @FunctionalInterface
    interface Use {
        void of(Place place) throws IOException;
    }

    /** Does something with the file, which stays where it is meanwhile. */
    synchronized void use(Use use) throws IOException {
        use.of(place);
    }

    /** Publishes the file, whereupon it is no unfinished one any more. */
    synchronized void publish(Use publication) throws IOException {
        publication.of(place);
        end();
    }

    /** Moves the file into another directory, of which it takes over the use. Returns whether it had to be. */
    synchronized boolean moveTo(Directory directory) throws IOException {
        if (ended) {
            directory.close();
            return false;
        }
        Place aside = new Place(directory, place.name());
        boolean moved = false;
        try {
            place.directory().move(place.name(), directory, aside.name());
            moved = true;
        } finally {
            (moved ? place : aside).close();
        }
        place = aside;
        return true;
    }

    /** Deletes the file, unless it was published. */
    @Override
    public synchronized void close() throws IOException {
        if (ended) {
            return;
        }
        try {
            place.directory().deleteFile(place.name());
        } catch (NoSuchFileException gone) {
            // Somebody else cleaned up.
        } finally {
            end();
        }
    }

    private void end() {
        ended = true;
        all.ended(place.name());
        place.close();
    }
}
