package io.anyfs.expose;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingListing;
import io.anyfs.tree.NameFolding;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A storage in which only what {@link PathPermissions} allow can be done, at the path that is asked for and, where links lead
 * elsewhere, at the path that they lead to. What is not allowed is {@link AccessDeniedException}, before anything changes.
 *
 * <p>What somebody may not know of is as if it were not there: a directory where nothing is allowed, nor below it, and a file where
 * nothing is allowed but to create one. Listings leave it out, and its facts are {@link NoSuchFileException}.
 *
 * <p>A move takes {@link Permission#RENAME} at its source, and nothing becomes readable by it that was not. A directory is moved
 * only where all that can be in it may be.
 *
 * <p>Safe for use by many threads.
 */
public final class PermissionsBackend extends ForwardingBackend {

    private static final Capability[] WRITING = {
        Capability.RANDOM_WRITE,
        Capability.TRUNCATE,
        Capability.IN_PLACE_WRITE,
        Capability.DURABLE,
        Capability.CONDITIONAL_WRITE,
        Capability.SET_LAST_MODIFIED,
        Capability.SET_LAST_ACCESS,
        Capability.SET_MODE,
        Capability.SET_OWNER,
        Capability.HARD_LINKS,
    };

    private final Backend storage;
    private final PathPermissions permissions;

    private PermissionsBackend(Backend delegate, Backend storage, PathPermissions permissions) {
        super(delegate);
        this.storage = storage;
        this.permissions = permissions;
    }

    /** A view of this storage, which it owns. */
    public static Backend over(Backend storage, PathPermissions permissions) {
        Backend followed = new PermissionsBackend(storage, storage, permissions);
        return new PermissionsBackend(new ResolvedLinksBackend(followed, storage), storage, permissions);
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        Capabilities capabilities = super.capabilities(path);
        PathPermissions.Compiled compiled = compiled(path);
        Set<Permission> allowed = compiled.at(path);
        boolean writes = allowed.contains(Permission.CREATE) || allowed.contains(Permission.WRITE);
        boolean moves = writes || allowed.contains(Permission.RENAME);
        if (!writes) {
            capabilities = capabilities.without(WRITING);
        }
        if (!allowed.contains(Permission.WRITE)) {
            capabilities = capabilities.without(Capability.APPEND, Capability.UPDATE);
        }
        // What was there before can be read back too.
        if (!writes || !allowed.contains(Permission.READ)) {
            capabilities = capabilities.without(Capability.READ_BACK);
        }
        if (!moves) {
            capabilities = capabilities.without(Capability.MOVE, Capability.MOVE_DIRECTORY, Capability.ATOMIC_MOVE);
        }
        if (!moves && !allowed.contains(Permission.DELETE)) {
            capabilities = capabilities.without(Capability.WRITE);
        }
        if (!writes && !allowed.contains(Permission.READ)) {
            capabilities = capabilities.without(Capability.COPY);
        }
        boolean listsAll = compiled.everywhereBelow(path, Permission.LIST);
        if (!listsAll) {
            capabilities = capabilities.without(Capability.RECURSIVE_LIST);
        }
        return listsAll && compiled.everywhereBelow(path, Permission.DELETE)
                ? capabilities
                : capabilities.without(Capability.DELETE_TREE);
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        FileInfo info = super.stat(path, links);
        requireVisible(path, info);
        return info;
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        PathPermissions.Compiled compiled = compiled(directory);
        Set<Permission> allowed = compiled.at(directory);
        if (!allowed.contains(Permission.LIST) && !compiled.leadsToMore(directory)) {
            if (allowed.isEmpty()) {
                throw new NoSuchFileException(directory.toString());
            }
            throw refusal(directory, Permission.LIST);
        }
        return new VisibleListing(super.list(directory, options));
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        require(path, Permission.READ);
        return super.openRead(path);
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        if (options.createParents()) {
            requireParents(path);
        }
        if (options.mode() == WriteMode.CREATE_NEW) {
            require(path, Permission.CREATE);
            return super.openWrite(path, options);
        }
        if (options.mustExist()) {
            require(path, Permission.WRITE);
            return super.openWrite(path, options);
        }
        requireCreateOrWrite(path);
        return super.openWrite(path, allowed(path, options));
    }

    /** Whoever may do only one of them must not do the other because somebody else was quicker. */
    private WriteOptions allowed(FsPath path, WriteOptions options) {
        if (!may(path, Permission.CREATE)) {
            return options.mustExistAlready();
        }
        return may(path, Permission.WRITE) || options.mode() != WriteMode.REPLACE || options.ifVersion() != null
                ? options
                : new WriteOptions(
                        WriteMode.CREATE_NEW,
                        false,
                        options.createParents(),
                        options.publication(),
                        options.durable(),
                        options.expectedSize(),
                        null,
                        options.attributes());
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        require(directory, Permission.CREATE);
        super.createDirectory(directory);
    }

    @Override
    public void delete(FsPath path) throws IOException {
        require(path, Permission.DELETE);
        super.delete(path);
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        requireBelow(directory, Permission.DELETE);
        requireBelow(directory, Permission.LIST);
        super.deleteTree(directory, scope, deletion);
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        require(source, Permission.RENAME);
        FileInfo there = find(source);
        if (there != null && there.isDirectory()) {
            requireBelow(source, Permission.RENAME);
            requireBelow(target, Permission.CREATE);
            if (may(target, Permission.READ) || compiled(target).leadsToMore(target)) {
                requireBelow(source, Permission.READ);
            }
        } else if (may(target, Permission.READ)) {
            require(source, Permission.READ);
        }
        super.move(source, target, allowed(target, ifExists));
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        require(source, Permission.READ);
        super.copy(source, target, allowed(target, ifExists));
    }

    private IfExists allowed(FsPath target, IfExists ifExists) throws IOException {
        if (ifExists == IfExists.FAIL) {
            require(target, Permission.CREATE);
            return ifExists;
        }
        requireCreateOrWrite(target);
        return may(target, Permission.WRITE) ? IfExists.REPLACE : IfExists.FAIL;
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        require(path, Permission.WRITE);
        super.setAttributes(path, changes, links);
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        FileInfo there = find(link);
        if (there != null) {
            requireVisible(link, there);
        }
        return super.readLink(link);
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        require(link, Permission.CREATE);
        super.createSymbolicLink(link, target);
    }

    /** Whoever may do to the new name what is forbidden at the old one would do it to the file all the same. */
    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        require(link, Permission.CREATE);
        require(file, Permission.READ);
        require(file, Permission.WRITE);
        super.createHardLink(link, file);
    }

    private PathPermissions.Compiled compiled(FsPath path) {
        return permissions.compiled(NameFolding.of(storage.capabilities(path)));
    }

    private boolean may(FsPath path, Permission permission) {
        return compiled(path).at(path).contains(permission);
    }

    private void require(FsPath path, Permission permission) throws IOException {
        if (!may(path, permission)) {
            throw refusal(path, permission);
        }
    }

    private void requireBelow(FsPath path, Permission permission) throws IOException {
        if (!compiled(path).everywhereBelow(path, permission)) {
            throw refusal(path, permission);
        }
    }

    /** What is needed depends on what is there, which need not be looked at by those who may do both or neither. */
    private void requireCreateOrWrite(FsPath path) throws IOException {
        boolean create = may(path, Permission.CREATE);
        boolean write = may(path, Permission.WRITE);
        if (create != write) {
            require(path, find(path) == null ? Permission.CREATE : Permission.WRITE);
        } else if (!create) {
            throw refusal(path, Permission.CREATE);
        }
    }

    private void requireParents(FsPath path) throws IOException {
        for (FsPath above = path.parent(); above != null && !above.isRoot(); above = above.parent()) {
            if (!may(above, Permission.CREATE) && find(above) == null) {
                throw refusal(above, Permission.CREATE);
            }
        }
    }

    private void requireVisible(FsPath path, FileInfo info) throws IOException {
        if (!isVisible(path, info)) {
            throw new NoSuchFileException(path.toString());
        }
    }

    private boolean isVisible(FsPath path, FileInfo info) {
        PathPermissions.Compiled compiled = compiled(path);
        Set<Permission> allowed = compiled.at(path);
        if (info.isDirectory()) {
            return !allowed.isEmpty() || compiled.leadsToMore(path);
        }
        return allowed.size() > (allowed.contains(Permission.CREATE) ? 1 : 0);
    }

    /** What is there, whoever may know of it. */
    private @Nullable FileInfo find(FsPath path) throws IOException {
        try {
            return storage.stat(path, Links.NO_FOLLOW);
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return null;
        }
    }

    private static AccessDeniedException refusal(FsPath path, Permission permission) {
        return new AccessDeniedException(path.toString(), null, "no permission to " + permission.word());
    }

    private final class VisibleListing extends ForwardingListing {

        VisibleListing(BackendListing inner) {
            super(inner);
        }

        @Override
        public @Nullable FileInfo next() throws IOException {
            FileInfo next = super.next();
            while (next != null && !isVisible(next.path(), next)) {
                next = super.next();
            }
            return next;
        }
    }
}
