package io.anyfs.crypt;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A storage whose files, and unless it is chosen otherwise names, are encrypted in another one.
 *
 * <p>What it refuses: to be opened by another key than the one it was created with ({@link WrongKeyException}); to take a
 * storage that holds entries and is not encrypted ({@link CryptConfigException}); to give out a byte that was not written with
 * this key at this place of this file ({@link TamperedFileException}); to delete what was not stored through it
 * ({@link ForeignEntriesException}).
 *
 * <p>What who controls the storage can still do unnoticed: exchange whole files, put back an older version, delete, and
 * see how many entries there are, their sizes, their times, which names are equal and about how long they are. A name is bound to no
 * directory and a file to no name, so that moving and copying encrypts nothing again.
 *
 * <p>The file {@code anyfs-crypt.conf} in the storage's root holds the wrapped data key. Without it nothing can be read, whoever has the
 * key: keep a copy. It is hidden here.
 *
 * <p>Files are written from start to end. An append or an update reads what there is and encrypts all of it again, at the cost of a
 * whole new file; what others commit meanwhile is not lost where the storage has {@link Capability#CONDITIONAL_WRITE}.
 * A file that is no ciphertext is listed with size 0, and fails when it is opened. Entries whose names are no ciphertext
 * are left out of listings; the first is logged, {@link #foreignEntries} tells them all.
 */
public final class CryptBackend extends ForwardingBackend {

    private static final System.Logger LOG = System.getLogger(CryptBackend.class.getName());

    private static final Capability[] ONLY_IN_ORDER = {
        Capability.RANDOM_WRITE, Capability.TRUNCATE, Capability.READ_BACK, Capability.IN_PLACE_WRITE
    };

    private final CryptConfig config;
    private final FileCipher cipher;
    private final StoredPaths paths;
    private final AtomicBoolean foreignReported = new AtomicBoolean();
    private volatile @Nullable Derived derived;

    private CryptBackend(Backend storage, CryptConfig config, FileCipher cipher, StoredPaths paths) {
        super(storage);
        this.config = config;
        this.cipher = cipher;
        this.paths = paths;
    }

    /**
     * Opens an encrypted storage; makes an empty one encrypted, or any one if the options say so. Where it fails, the storage is still
     * the caller's; afterwards it is owned.
     *
     * @param options what holds for a storage that is encrypted by this call
     * @throws WrongKeyException if the key is not the one of the storage
     * @throws CryptConfigException if the storage is not encrypted and is not to be made so
     */
    public static CryptBackend open(Backend storage, KeyProvider keys, CryptOptions options) throws IOException {
        ConfigFile.Opened opened = new ConfigFile(storage).openOrCreate(keys, options);
        CryptConfig config = opened.config();
        try {
            NameCipher names = config.names() == NameProtection.PLAIN
                    ? new PlainNames()
                    : new EncryptedNames(opened.key().names());
            FileCipher cipher = new FileCipher(
                    new SegmentLayout(config.segmentSize()), opened.key().contents(config.segmentSize()));
            return new CryptBackend(storage, config, cipher, new StoredPaths(names));
        } catch (GeneralSecurityException missing) {
            throw new IOException("this Java lacks what the encryption needs", missing);
        }
    }

    /**
     * Puts a storage under another key or passphrase. Nothing is encrypted again: who has the old key and an old copy of
     * {@code anyfs-crypt.conf} can still read.
     *
     * @throws WrongKeyException if {@code before} is not the key of the storage
     * @throws CryptConfigException if the storage is not encrypted
     */
    public static void changeKey(Backend storage, KeyProvider before, KeyProvider after) throws IOException {
        new ConfigFile(storage).rewrap(before, after);
    }

    /** What becomes of names: as the storage was created. */
    public NameProtection names() {
        return config.names();
    }

    /** Bytes of ciphertext that are authenticated together: as the storage was created. */
    public int segmentSize() {
        return config.segmentSize();
    }

    /**
     * The names, as they are in the storage, of the entries of a directory that were not stored through this encryption. It is what a
     * listing leaves out, but for {@code anyfs-crypt.conf} in the root.
     */
    public List<String> foreignEntries(FsPath directory) throws IOException {
        List<String> foreign = new ArrayList<>();
        FsPath stored = paths.toStored(directory);
        try (BackendListing listing = delegate().list(stored, ListOptions.ENTRIES)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                if (isForeign(entry.path())) {
                    foreign.add(entry.name());
                }
            }
        }
        return foreign;
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        Capabilities there;
        try {
            there = delegate().capabilities(paths.toStored(path));
        } catch (InvalidNameException reserved) {
            there = delegate().capabilities(FsPath.ROOT);
        }
        Derived known = derived;
        if (known == null || known.from() != there) {
            known = new Derived(there, derive(there));
            derived = known;
        }
        return known.to();
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        return plainInfo(delegate().stat(inner(path, links), links), path);
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        FsPath stored = inner(directory, Links.FOLLOW);
        return new CryptListing(delegate().list(stored, options), this, stored, directory);
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        BackendReadHandle stored = delegate().openRead(inner(path, Links.FOLLOW));
        boolean opened = false;
        try {
            Ciphertext file = new Ciphertext(stored, cipher, path);
            CryptReadHandle handle = new CryptReadHandle(withSize(stored.info(), path, file.plainSize()), file);
            if (file.plainSize() == 0) {
                // Who goes by the size reads nothing, and would take a file that was cut to nothing for an empty one.
                handle.verifyEnd();
            }
            opened = true;
            return handle;
        } finally {
            if (!opened) {
                stored.close();
            }
        }
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        return new WriteOpening(delegate(), this, cipher).open(path, options);
    }

    /** Tells why, where the directory looks empty. */
    @Override
    public void delete(FsPath path) throws IOException {
        try {
            super.delete(path);
        } catch (DirectoryNotEmptyException notEmpty) {
            if (!foreignEntries(path).isEmpty()) {
                ForeignEntriesException why = new ForeignEntriesException(path.toString());
                why.initCause(notEmpty);
                throw why;
            }
            throw notEmpty;
        }
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        FsPath stored = inner(directory, scope == DeleteScope.CONTENTS ? Links.FOLLOW : Links.NO_FOLLOW);
        new TreeDeletions(delegate(), this).delete(directory, stored, scope, deletion);
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        String target = paths.toPlainTarget(super.readLink(link));
        if (target == null) {
            throw new TamperedFileException(link.toString(), "the target of the link was not written with this key");
        }
        return target;
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        super.createSymbolicLink(link, paths.toStoredTarget(target));
    }

    @Override
    protected FsPath inner(FsPath path, Links last) throws IOException {
        FsPath stored = paths.toStored(path);
        int longest = delegate().capabilities(stored).limits().maxPathBytes();
        if (stored.toString().length() > longest) {
            throw new InvalidNameException(path.toString(), "the encrypted path is longer than " + longest + " bytes");
        }
        return stored;
    }

    StoredPaths paths() {
        return paths;
    }

    /** The facts before the encryption of what the storage tells. */
    FileInfo plainInfo(FileInfo stored, FsPath path) throws IOException {
        return switch (stored.type()) {
            case FILE -> withSize(stored, path, Math.max(0, cipher.layout().plainSize(stored.size())));
            case SYMBOLIC_LINK -> withSize(stored, path, targetBytes(stored.path()));
            case DIRECTORY, OTHER -> stored.withPath(path);
        };
    }

    void reportForeign(FsPath stored, FsPath directory) {
        if (isForeign(stored) && foreignReported.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: {1} holds entries that were not stored through this encryption; they stay hidden",
                    name(),
                    directory);
        }
    }

    static FileInfo withSize(FileInfo info, FsPath path, long size) {
        return new FileInfo(
                path,
                info.type(),
                size,
                info.lastModified(),
                info.created(),
                info.lastAccess(),
                info.version(),
                info.fileId(),
                info.posix());
    }

    boolean isForeign(FsPath stored) {
        boolean isConfig = stored.depth() == 1 && stored.name().equals(ConfigFile.NAME);
        return !isConfig && paths.names().toPlain(stored.name()) == null;
    }

    /** Links are rare, and only their encrypted targets have a size that the storage knows. */
    private long targetBytes(FsPath storedLink) throws IOException {
        if (!delegate().capabilities(storedLink).has(Capability.SYMBOLIC_LINKS)) {
            return 0;
        }
        try {
            String target = paths.toPlainTarget(delegate().readLink(storedLink));
            return target == null ? 0 : target.getBytes(StandardCharsets.UTF_8).length;
        } catch (NoSuchFileException | NotDirectoryException | NotLinkException goneMeanwhile) {
            return 0;
        }
    }

    private Capabilities derive(Capabilities there) {
        Capabilities here = there.without(ONLY_IN_ORDER);
        if (there.has(Capability.WRITE)) {
            here = here.with(Capability.APPEND, Capability.UPDATE);
        }
        if (config.names() == NameProtection.ENCRYPTED) {
            here = here.with(Capability.CASE_SENSITIVE, Capability.NORMALIZATION_SENSITIVE);
        }
        if (!there.has(Capability.RECURSIVE_LIST)) {
            // Without it nobody sees what else a tree holds before it is gone.
            here = here.without(Capability.DELETE_TREE);
        }
        Capabilities.Limits limits = there.limits();
        NameCipher names = paths.names();
        return here.within(new Capabilities.Limits(
                names.maxNameBytes(limits.maxNameBytes()),
                names.maxPathBytes(limits.maxPathBytes(), limits.maxNameBytes()),
                cipher.layout().largestPlain(limits.maxFileSize()),
                limits.timestampPrecision()));
    }

    /** What was derived from capabilities of the storage, which are mostly the same object. */
    private record Derived(Capabilities from, Capabilities to) {}
}
