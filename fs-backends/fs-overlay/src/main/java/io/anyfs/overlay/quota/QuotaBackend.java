package io.anyfs.overlay.quota;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.Space;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteOptions;
import io.anyfs.WriteOptions.Publication;
import io.anyfs.overlay.quota.Claim.Extent;
import io.anyfs.overlay.quota.Claim.Part;
import io.anyfs.overlay.quota.Claims.Held;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A storage that holds no more than a quota of bytes and entries. What would go past it is
 * {@link io.anyfs.QuotaExceededException}, or as the options say, and nothing changes.
 *
 * <p>Counted are the sizes of files, a hole as the bytes that it reads as, and files, directories and links. An open write holds
 * what it adds to the content that it started from as it grows, so it fails at the byte that has no room, not at its commit. A
 * file that is replaced counts until then. What is stored is counted once, when the storage is opened, and from then on by the
 * changes that are made through this object. Changes of the same place are made one after the other, so that the count is exact,
 * also where a change failed and yet happened: then it is looked what is there. Where that fails too, it counts as if it had
 * happened until it can be looked at, which is tried before anything else changes there.
 *
 * <p>What is not seen: changes that others make to the storage beneath, and where a storage moves a directory by copying, a move
 * that failed halfway. {@link #recount()} counts anew.
 *
 * <p>Two things are {@link io.anyfs.BusyException} here and not beneath: changing anything in a directory that is being deleted at
 * once, as nobody may wait for that; and deleting, moving or replacing a file that is open for writing in place.
 *
 * <p>Safe for use by many threads.
 */
@SuppressWarnings("try") // a claim is only held
public final class QuotaBackend extends ForwardingBackend {

    private final QuotaOptions options;
    private final Ledger ledger;
    private final Places places;
    private final Changes changes;

    private QuotaBackend(Backend delegate, QuotaOptions options, TreeCount.Result count) {
        super(delegate);
        this.options = options;
        this.ledger = new Ledger(options, count.total());
        this.places = new Places(delegate, count.links());
        this.changes = new Changes(ledger, places, new Claims());
    }

    /**
     * Counts what the storage holds, and from then on keeps it within the quota. It may hold more already; then it can only shrink.
     *
     * @param delegate what is wrapped, and owned once this has returned
     * @throws IOException if not all of it can be listed
     */
    public static QuotaBackend over(Backend delegate, QuotaOptions options) throws IOException {
        return new QuotaBackend(delegate, options, TreeCount.of(delegate));
    }

    /**
     * What is used now. Where a failure left open what is there, it is looked at first; where that fails still, or is interrupted, it
     * counts as if what failed had happened.
     */
    public QuotaUsage usage() {
        settleDoubts();
        return ledger.usage();
    }

    /**
     * Counts anew what the storage holds, as others may have changed it. Changes wait until it is counted; writing goes on. An
     * interrupt ends it, and the count stays as it was.
     *
     * @throws io.anyfs.BusyException if a directory is being deleted at once, or a file is open for writing in place
     */
    public QuotaUsage recount() throws IOException {
        try (Held claimed = claim(FsPath.ROOT, Links.FOLLOW, Extent.TREE)) {
            TreeCount.Result count = TreeCount.of(delegate());
            if (count.links()) {
                places.mayHaveLinks();
            }
            ledger.recounted(count.total());
            return ledger.usage();
        }
    }

    private void settleDoubts() {
        try {
            changes.doubts().settleAll();
        } catch (IOException stillInDoubt) {
            // Asking for the count is no failure; the next change of these places tells it.
        }
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        Capabilities capabilities = super.capabilities(path).without(Capability.HARD_LINKS);
        return options.maxBytes() == QuotaOptions.UNLIMITED ? capabilities : capabilities.with(Capability.SPACE);
    }

    /** The quota in bytes as the total; usable is what is left of it, and no more than the storage has room for. */
    @Override
    public Space space(FsPath path) throws IOException {
        if (options.maxBytes() == QuotaOptions.UNLIMITED) {
            return super.space(path);
        }
        settleDoubts();
        long room = ledger.room();
        boolean known = super.capabilities(path).has(Capability.SPACE);
        return new Space(
                options.maxBytes(),
                room,
                known ? Math.min(room, super.space(path).usable()) : room);
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions how) throws IOException {
        return how.publication() == Publication.IN_PLACE ? openInPlace(path, how) : openUnseen(path, how);
    }

    private BackendWriteHandle openUnseen(FsPath path, WriteOptions how) throws IOException {
        FileInfo there = places.find(path, Changes.links(how));
        Hold hold = new Hold(ledger, path);
        boolean opened = false;
        try {
            if (there == null && !how.mustExist()) {
                hold.cover(Amount.ENTRY);
            }
            long kept = how.keepsContent() && there != null ? there.size() : 0;
            ledger.requireRoom(new Amount(how.expectedSize() - kept, 0), path);
            BackendWriteHandle handle =
                    Changes.createsParents(how) ? openCreatingParents(path, how) : super.openWrite(path, how);
            opened = true;
            return new QuotaWriteHandle(changes, handle, path, how, hold);
        } finally {
            if (!opened) {
                hold.end(Amount.NONE);
            }
        }
    }

    /** Directories may come to be at the opening. They stay, whatever becomes of the write. */
    private BackendWriteHandle openCreatingParents(FsPath path, WriteOptions how) throws IOException {
        try (Held claimed = changes.claim(path, changes.wantedToWrite(path, how, Extent.SHARED))) {
            Amount missing = changes.missingParents(path, how);
            Changes.Count stillMissing = () -> Amount.NONE.minus(changes.missingParents(path, how));
            return changes.make(
                    new Changes.Subject(claimed.claim(), Amount.NONE.minus(missing), stillMissing),
                    new Hold(ledger, path),
                    missing,
                    () -> super.openWrite(path, how),
                    handle -> missing.isNone() ? missing : stillMissing.now());
        }
    }

    private BackendWriteHandle openInPlace(FsPath path, WriteOptions how) throws IOException {
        Links last = Changes.links(how);
        try (Held claimed = changes.claimInPlace(path, changes.wantedToWrite(path, how, Extent.ENTRY))) {
            Amount missing = changes.missingParents(path, how);
            Amount there = places.amount(path, last);
            Amount after = new Amount(how.keepsContent() ? there.bytes() : 0, 1);
            ledger.requireRoom(new Amount(how.expectedSize() - there.bytes(), 0), path);
            BackendWriteHandle handle = changes.make(
                    new Changes.Subject(
                            claimed.claim(),
                            there.minus(missing),
                            () -> places.amount(path, last).minus(changes.missingParents(path, how))),
                    new Hold(ledger, path),
                    after.minus(there).plus(missing),
                    () -> super.openWrite(path, how),
                    opened -> after);
            OpenInPlace.File file = changes.inPlace().opened(part(claimed.claim()), after.bytes());
            return new InPlaceQuotaHandle(changes, handle, path, how, file);
        }
    }

    /** The file's own part of a claim: the only one of an entry, before those of its parents. */
    private static Part part(Claim claim) {
        return claim.parts().stream()
                .filter(part -> part.extent() == Extent.ENTRY)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        try (Held claimed = claim(directory, Links.NO_FOLLOW, Extent.ENTRY)) {
            create(claimed, directory, () -> super.createDirectory(directory));
        }
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        try (Held claimed = claim(link, Links.NO_FOLLOW, Extent.TREE)) {
            places.mayHaveLinks();
            create(claimed, link, () -> super.createSymbolicLink(link, target));
        }
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) {
        throw new UnsupportedOperationException("a file that has several names would be counted by each");
    }

    private void create(Held claimed, FsPath path, Action action) throws IOException {
        Amount before = places.amount(path, Links.NO_FOLLOW);
        act(
                claimed,
                path,
                before.isNone() ? Amount.ENTRY : Amount.NONE,
                before,
                action,
                () -> before.plus(Amount.ENTRY));
    }

    @Override
    public void delete(FsPath path) throws IOException {
        try (Held claimed = claim(path, Links.NO_FOLLOW, Extent.TREE)) {
            Amount before = places.amount(path, Links.NO_FOLLOW);
            act(claimed, path, Amount.NONE.minus(before), before, () -> super.delete(path), () -> Amount.NONE);
        }
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        Links last = scope == DeleteScope.CONTENTS ? Links.FOLLOW : Links.NO_FOLLOW;
        try (Held claimed = changes.claimForDeletion(directory, () -> places.parts(directory, last, Extent.TREE))) {
            super.deleteTree(directory, scope, new CountedDeletion(ledger, deletion));
        }
    }

    private record CountedDeletion(Ledger ledger, TreeDeletion told) implements TreeDeletion {

        @Override
        public void deleted(FileInfo entry) throws IOException {
            ledger.settle(Amount.NONE, Amount.NONE.minus(Amount.of(entry)));
            told.deleted(entry);
        }

        @Override
        public void failed(FsPath path, IOException failure) throws IOException {
            told.failed(path, failure);
        }
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        try (Held claimed = changes.claim(source, () -> {
            List<Part> parts = new ArrayList<>(places.parts(source, Links.NO_FOLLOW, Extent.TREE));
            parts.addAll(places.parts(target, Links.NO_FOLLOW, Extent.TREE));
            return parts;
        })) {
            Amount replaced = places.amount(target, Links.NO_FOLLOW);
            Amount before = replaced.plus(places.amount(source, Links.NO_FOLLOW));
            Changes.Count count =
                    () -> places.amount(source, Links.NO_FOLLOW).plus(places.amount(target, Links.NO_FOLLOW));
            changes.make(
                    new Changes.Subject(claimed.claim(), before, count),
                    new Hold(ledger, target),
                    Amount.NONE,
                    () -> {
                        super.move(source, target, ifExists);
                        return ifExists;
                    },
                    // The two may have been one by two names, and then nothing was replaced.
                    moved -> replaced.isNone() ? before : count.now());
        }
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        try (Held claimed = changes.claim(target, () -> {
            List<Part> parts = new ArrayList<>(places.parts(source, Links.FOLLOW, Extent.SHARED));
            parts.addAll(places.parts(target, Links.NO_FOLLOW, Extent.ENTRY));
            return parts;
        })) {
            FileInfo file = places.find(source, Links.FOLLOW);
            Amount copied = file == null ? Amount.NONE : Amount.of(file);
            Amount before = places.amount(target, Links.NO_FOLLOW);
            act(
                    claimed,
                    target,
                    copied.minus(before),
                    before,
                    () -> super.copy(source, target, ifExists),
                    () -> copied);
        }
    }

    private Held claim(FsPath path, Links last, Extent extent) throws IOException {
        return changes.claim(path, () -> places.parts(path, last, extent));
    }

    /** A change without a result. */
    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    private void act(Held claimed, FsPath path, Amount wanted, Amount before, Action action, Changes.Count after)
            throws IOException {
        changes.make(
                new Changes.Subject(claimed.claim(), before, () -> places.amount(path, Links.NO_FOLLOW)),
                new Hold(ledger, path),
                wanted,
                () -> {
                    action.run();
                    return path;
                },
                done -> after.now());
    }
}
