package io.anyfs.nio;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes of one file, to be read and set. */
class AttributeViews implements BasicFileAttributeView {

    private final AnyfsPath path;
    private final Links links;

    AttributeViews(AnyfsPath path, Links links) {
        this.path = path;
        this.links = links;
    }

    @Override
    public String name() {
        return "basic";
    }

    FileInfo info() throws IOException {
        FsPath place = path.place();
        return links == Links.FOLLOW
                ? path.getFileSystem().storage().stat(place)
                : path.getFileSystem().storage().lstat(place);
    }

    void set(AttributeChanges changes) throws IOException {
        FsPath place = path.place();
        path.getFileSystem().requireWritable(place);
        path.getFileSystem().storage().setAttributes(place, changes, links);
    }

    @Override
    public InfoAttributes readAttributes() throws IOException {
        return new InfoAttributes(info());
    }

    /**
     * Sets the times that the storage keeps. Programs that copy hand in all three, so one that it does not keep is refused only
     * where no other is asked for.
     */
    @Override
    public void setTimes(
            @Nullable FileTime lastModifiedTime, @Nullable FileTime lastAccessTime, @Nullable FileTime createTime)
            throws IOException {
        AttributeChanges changes = AttributeChanges.NONE;
        if (lastModifiedTime != null) {
            changes = changes.withLastModified(lastModifiedTime.toInstant());
        }
        boolean keepsAccess = path.getFileSystem().can(path.place(), Capability.SET_LAST_ACCESS);
        if (lastAccessTime != null && (keepsAccess || changes.isEmpty())) {
            changes = changes.withLastAccess(lastAccessTime.toInstant());
        }
        if (!changes.isEmpty()) {
            set(changes);
        } else if (createTime != null) {
            throw new UnsupportedOperationException("no storage sets when a file was created");
        }
    }

    /** With owner and permissions. */
    static final class Posix extends AttributeViews implements PosixFileAttributeView {

        private final String name;

        Posix(AnyfsPath path, Links links, String name) {
            super(path, links);
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public InfoAttributes.Posix readAttributes() throws IOException {
            FileInfo info = info();
            return new InfoAttributes.Posix(info, NamedAttributes.posix(info));
        }

        @Override
        public UserPrincipal getOwner() throws IOException {
            return readAttributes().owner();
        }

        @Override
        public void setOwner(UserPrincipal owner) throws IOException {
            set(NamedAttributes.owner(NumericPrincipals.uid(owner)));
        }

        @Override
        public void setGroup(GroupPrincipal group) throws IOException {
            set(NamedAttributes.group(NumericPrincipals.gid(group)));
        }

        @Override
        public void setPermissions(Set<PosixFilePermission> permissions) throws IOException {
            set(AttributeChanges.mode(PermissionBits.mode(permissions)));
        }
    }
}
