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
 * A view in which no entry is created whose name is the same as that of another entry of the directory but for how it is
 * written, so that the tree can be taken to storages that do not tell them apart, such as those of Windows and macOS. It is
 * {@link CollidingNameException}, with the name that is there. An entry can be moved to another writing of its own name.
 *
 * <p>Names are found only as they are written. What is there already stays and is seen, reached and written as ever, also
 * where names collide; what a directory holds is not looked at when the directory is moved.
 *
 * <p>{@link Capability#CASE_SENSITIVE} is not declared where case does not count, and {@link
 * Capability#NORMALIZATION_SENSITIVE} where it does not count how letters are composed, so that a copy of a tree in which names
 * collide is refused before any byte moves.
 *
 * <p>Every name that is created costs a listing of its directory, unless it cannot collide. In this process one of two
 * creators wins, also while the other's file is not committed yet; somebody who creates names in the storage by another way
 * is not seen in time.
 */
public final class UniqueNamesBackend extends ClaimingBackend {

    private final SameNames same;

    /** A view of this backend, which it owns. */
    public UniqueNamesBackend(Backend delegate, SameNames same) {
        super(delegate, same);
        this.same = same;
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        Capabilities inner = super.capabilities(path);
        return switch (same) {
            case CASE -> inner.without(Capability.CASE_SENSITIVE);
            case NFC -> inner.without(Capability.NORMALIZATION_SENSITIVE);
            case CASE_NFC -> inner.without(Capability.CASE_SENSITIVE, Capability.NORMALIZATION_SENSITIVE);
        };
    }

    @Override
    FsPath place(FsPath path, Links last) throws IOException {
        return NameWalk.resolve(delegate(), path, last, (directory, name, there) -> directory.child(name));
    }

    @Override
    FsPath settle(FsPath place, @Nullable FsPath moved, Held held) throws IOException {
        if (place.isRoot() || has(place, Links.NO_FOLLOW)) {
            return place;
        }
        String writing = held.otherBeingWritten(place.name());
        if (writing != null) {
            throw new CollidingNameException(place.toString(), "'" + writing + "', which is being written, " + why());
        }
        FsPath directory = place.parentOrRoot();
        List<String> others = others(directory, place.name());
        for (String other : others) {
            if (!directory.child(other).equals(moved)) {
                throw new CollidingNameException(place.toString(), "'" + other + "', which is there, " + why());
            }
        }
        return place;
    }

    private String why() {
        return switch (same) {
            case CASE -> "differs only in case";
            case NFC -> "differs only in how its accents are written";
            case CASE_NFC -> "differs only in case or in how its accents are written";
        };
    }
}
