package io.anyfs.overlay.view;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.overlay.view.NameClaims.Held;
import io.anyfs.spi.Backend;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A view in which names match regardless of case, over a storage in which they do not. Names are kept as they were created;
 * {@code /Report} and {@code /REPORT} are the same file, so creating the second writes the first. Letters are the same that
 * {@link String#equalsIgnoreCase} says are. Moving an entry to its own name in other letters renames it.
 *
 * <p>A name that is there exactly as it is written is always that one. Where none is, and several differ from it only in
 * case, which something else must have created, nothing is chosen: {@link AmbiguousNameException} names them. Each is still
 * reached by its exact name, and listed.
 *
 * <p>Nothing is cached, so nothing is stale. A path that is there as it is written costs one question more; each name that
 * is not costs a listing of its directory, so creating many files in one large directory is slow.
 *
 * <p>In this process two creators of the same name get one file. Somebody who creates names in the storage by another way
 * can still create both. Where the storage has links the view follows them itself, one name at a time; a directory that is
 * swapped for a link in that very moment is followed by the storage, letter by letter.
 */
public final class CaseInsensitiveBackend extends ClaimingBackend {

    /** A view of this backend, which it owns. */
    public CaseInsensitiveBackend(Backend delegate) {
        super(delegate, SameNames.CASE);
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return super.capabilities(path).without(Capability.CASE_SENSITIVE);
    }

    @Override
    protected FsPath inner(FsPath path, Links last) throws IOException {
        // A storage that finds the exact names needs no help.
        return has(path, last) ? path : place(path, last);
    }

    @Override
    FsPath place(FsPath path, Links last) throws IOException {
        return NameWalk.resolve(delegate(), path, last, (directory, name, there) -> {
            FsPath exact = directory.child(name);
            String stored = there ? stored(exact) : null;
            return stored == null ? exact : directory.child(stored);
        });
    }

    @Override
    FsPath settle(FsPath place, @Nullable FsPath moved, Held held) throws IOException {
        if (place.isRoot()) {
            return place;
        }
        // In this order: what is not being written any more has been stored.
        String writing = held.otherBeingWritten(place.name());
        String stored = stored(place);
        String name = stored != null ? stored : writing;
        return name == null ? place : place.parentOrRoot().child(name);
    }

    /** How an entry is called in the storage; {@code null} if none is there. */
    private @Nullable String stored(FsPath place) throws IOException {
        if (has(place, Links.NO_FOLLOW)) {
            return place.name();
        }
        if (!delegate().capabilities(place).has(Capability.CASE_SENSITIVE)) {
            return null;
        }
        List<String> others = others(place.parentOrRoot(), place.name());
        if (others.size() > 1) {
            throw new AmbiguousNameException(
                    place.toString(), "the storage holds several that differ only in case: " + others);
        }
        return others.isEmpty() ? null : others.get(0);
    }
}
