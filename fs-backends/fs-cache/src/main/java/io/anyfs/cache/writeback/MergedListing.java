package io.anyfs.cache.writeback;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.ForwardingListing;
import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A listing of the storage with what waits for its upload: in its place where the storage has the name too, else at the end. */
final class MergedListing extends ForwardingListing {

    private final MergedView view;
    private final FsPath asked;
    private final FsPath real;
    private final Set<String> waiting;
    private @Nullable Iterator<String> rest;

    /**
     * @param asked where the entries are told to be
     * @param real the same directory, without links
     * @param waiting the names that waited before the storage was asked
     */
    MergedListing(BackendListing delegate, MergedView view, FsPath asked, FsPath real, Collection<String> waiting) {
        super(delegate);
        this.view = view;
        this.asked = asked;
        this.real = real;
        this.waiting = new LinkedHashSet<>(waiting);
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        while (rest == null) {
            FileInfo stored = super.next();
            if (stored == null) {
                rest = waiting.iterator();
                break;
            }
            // What the storage told of it may be older than an upload that has ended meanwhile.
            FileInfo now = waiting.remove(stored.name()) ? find(stored.name()) : stored;
            if (now != null) {
                return now;
            }
        }
        while (rest.hasNext()) {
            FileInfo now = find(rest.next());
            if (now != null) {
                return now;
            }
        }
        return null;
    }

    private @Nullable FileInfo find(String name) throws IOException {
        FileInfo now = view.find(real.child(name));
        return now == null ? null : now.withPath(asked.child(name));
    }
}
