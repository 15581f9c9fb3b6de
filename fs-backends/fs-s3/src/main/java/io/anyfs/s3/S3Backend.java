package io.anyfs.s3;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Space;
import io.anyfs.TreeDeletion;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A storage in a bucket. Users open it by {@link S3FileSystem}; this class is for those who wrap it. Safe for use by many
 * threads.
 */
public final class S3Backend implements Backend {

    private final Storage storage;
    private final Directories directories;
    private final S3Reads reads;
    private final DirectoryMove directoryMove;
    private final Capabilities capabilities;

    S3Backend(Storage storage) {
        this.storage = storage;
        this.directories = storage.directories();
        this.reads = new S3Reads(storage);
        this.directoryMove = new DirectoryMove(storage);
        this.capabilities = capabilities(storage);
    }

    /**
     * Opens a bucket, or a part of it.
     *
     * @throws NoSuchFileException if there is no such bucket
     * @throws java.nio.file.AccessDeniedException if the store does not let these credentials list it
     * @throws io.anyfs.TransientStorageException if the store cannot be reached
     */
    public static S3Backend open(S3Options options) throws IOException {
        return open(S3Clients.open(options), options);
    }

    /** Takes over the client. */
    static S3Backend open(S3Client client, S3Options options) throws IOException {
        Bucket bucket = new Bucket(client, options);
        S3Backend backend = new S3Backend(Storage.over(bucket, options, PartMemory.shared()));
        boolean reached = false;
        try {
            backend.directories.first(FsPath.ROOT, 1);
            reached = true;
            return backend;
        } catch (FileSystemException failure) {
            throw Failures.ofOpening(failure, options.bucket());
        } finally {
            if (!reached) {
                backend.close();
            }
        }
    }

    private static Capabilities capabilities(Storage storage) {
        int maxPath = storage.keys().maxPathBytes();
        long maxFile = PartSizes.of(
                        storage.options().partSize(), storage.memory().largestPart(), PartSizes.MAX_OBJECT)
                .maxObject();
        Capabilities.Limits limits = new Capabilities.Limits(maxPath - 2, maxPath, maxFile, Duration.ofSeconds(1));
        Capabilities all = Capabilities.of(
                limits,
                Capability.WRITE,
                Capability.APPEND,
                Capability.UPDATE,
                Capability.RANDOM_WRITE,
                Capability.TRUNCATE,
                Capability.READ_BACK,
                Capability.MOVE,
                Capability.MOVE_DIRECTORY,
                Capability.COPY,
                Capability.SET_LAST_MODIFIED,
                Capability.SET_MODE,
                Capability.CASE_SENSITIVE,
                Capability.NORMALIZATION_SENSITIVE,
                Capability.RECURSIVE_LIST,
                Capability.DELETE_TREE);
        return storage.options().storing().conditionalWrites() == S3Conditions.IGNORED
                ? all
                : all.with(Capability.CONDITIONAL_WRITE);
    }

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return capabilities;
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        return directories.find(path);
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        BackendListing listing;
        boolean isEmpty;
        if (options.recursive()) {
            TreeListing tree = TreeListing.open(storage, directory);
            listing = tree;
            isEmpty = tree.isEmpty();
        } else {
            S3Listing entries = S3Listing.open(storage, directory);
            listing = entries;
            isEmpty = entries.isEmpty();
        }
        if (isEmpty) {
            directories.requireDirectory(directory);
        }
        BackendListing told = storage.options().listing() == S3Options.Listing.EXACT
                ? new ExactListing(listing, directories, storage.workers())
                : listing;
        return options.recursive() ? told : storage.ahead().learning(directory, told);
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        return reads.open(path);
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        boolean asksWhatIsThere = options.keepsContent() || options.mustExist() || !directories.isKnownFree(path);
        HeadObjectResponse there = asksWhatIsThere ? directories.file(path) : null;
        if (there == null) {
            if (path.isRoot()) {
                throw new IsDirectoryException(path.toString(), null);
            } else if (options.createParents()) {
                directories.createAll(path.parentOrRoot());
            }
            directories.requireFree(path);
            if (options.mode() != WriteMode.CREATE_NEW && options.mustExist()) {
                throw new NoSuchFileException(path.toString());
            }
        } else if (options.mode() == WriteMode.CREATE_NEW) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Publication publication = new Publication(
                storage.bucket(), storage.conditions(), path, storage.keys().file(path), options, there);
        return new S3WriteHandle(storage, publication, options.keepsContent() ? there : null);
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        try (PathLocks.Held held = storage.locks().take(List.of(directory), List.of(directory.parentOrRoot()))) {
            held.require();
            directories.create(directory);
        }
    }

    @Override
    public void delete(FsPath path) throws IOException {
        try (PathLocks.Held held = storage.locks().takeEntry(path)) {
            held.require();
            HeadObjectResponse file = directories.file(path);
            String key = file == null
                    ? storage.keys().directory(path)
                    : storage.keys().file(path);
            if (file == null) {
                requireEmpty(path, key);
            }
            directories.remove(path, () -> storage.bucket().delete(key, path));
        }
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        DirectoryDelete.run(storage, directory, scope, deletion);
    }

    private void requireEmpty(FsPath path, String marker) throws IOException {
        List<S3Object> first = directories.first(path, 2);
        if (first.isEmpty()) {
            throw directories.missing(path);
        } else if (first.size() > 1
                || !first.get(0).key().equals(marker)
                || first.get(0).size() > 0) {
            throw new DirectoryNotEmptyException(path.toString());
        }
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        try (PathLocks.Held held =
                storage.locks().take(List.of(source, source.parentOrRoot(), target), List.of(target.parentOrRoot()))) {
            held.require();
            HeadObjectResponse file = directories.file(source);
            if (file == null) {
                if (!directories.exists(source)) {
                    throw directories.missing(source);
                }
                requireFreeForDirectory(target);
                directoryMove.run(source, target);
                return;
            }
            requireReplaceable(target, ifExists);
            copyFile(source, file, target);
            directories.remove(
                    source, () -> storage.bucket().delete(storage.keys().file(source), source));
        }
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        try (PathLocks.Held held = storage.locks().take(List.of(target), List.of(target.parentOrRoot()))) {
            held.require();
            HeadObjectResponse file = directories.file(source);
            if (file == null) {
                throw directories.exists(source)
                        ? new IsDirectoryException(source.toString(), null)
                        : directories.missing(source);
            }
            requireReplaceable(target, ifExists);
            copyFile(source, file, target);
        }
    }

    private void copyFile(FsPath source, HeadObjectResponse file, FsPath target) throws IOException {
        try {
            storage.copies()
                    .copy(storage.keys().file(source), file, storage.keys().file(target), source);
        } finally {
            directories.createdFile(target);
        }
    }

    private void requireReplaceable(FsPath target, IfExists ifExists) throws IOException {
        if (directories.file(target) != null) {
            if (ifExists == IfExists.FAIL) {
                throw new FileAlreadyExistsException(target.toString());
            }
        } else if (directories.exists(target)) {
            throw new FileAlreadyExistsException(target.toString(), null, "a directory is never replaced");
        } else {
            directories.requireParent(target);
            Directories.requireFileName(target);
        }
    }

    private void requireFreeForDirectory(FsPath target) throws IOException {
        if (directories.exists(target) || directories.file(target) != null) {
            throw new FileAlreadyExistsException(target.toString());
        }
        directories.requireParent(target);
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        HeadObjectResponse file = directories.file(path);
        if (file != null) {
            try {
                storage.copies().change(storage.keys().file(path), file, changes, path);
            } finally {
                directories.changedFile(path);
            }
        } else if (path.isRoot() && storage.keys().directory(path).isEmpty()) {
            // No object stands for the root of a bucket, so there is nothing that could keep them.
            for (Capability needed : changes.required()) {
                throw new UnsupportedCapabilityException(path.toString(), needed);
            }
        } else if (directories.exists(path)) {
            directories.change(path, changes);
        } else {
            throw directories.missing(path);
        }
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        directories.find(link);
        throw new NotLinkException(link.toString());
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) {
        throw new UnsupportedOperationException("a bucket has no links");
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) {
        throw new UnsupportedOperationException("a bucket has no links");
    }

    @Override
    public Space space(FsPath path) {
        throw new UnsupportedOperationException("a bucket does not say how much room there is");
    }

    @Override
    public void close() {
        storage.close();
    }
}
