package io.anyfs.vfs2;

import io.anyfs.FsPath;
import java.nio.file.InvalidPathException;
import org.apache.commons.vfs2.FileName;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileType;
import org.apache.commons.vfs2.provider.AbstractFileName;

/** The name of a file in a storage. Its URI is one of RFC 3986, and shows no secret. */
final class AnyfsFileName extends AbstractFileName {

    private final Location location;

    AnyfsFileName(Location location, String keptPath, FileType type) {
        super(Location.SCHEME, keptPath, type);
        this.location = location;
    }

    Location location() {
        return location;
    }

    /** Where that is in the storage. */
    FsPath place() throws FileSystemException {
        try {
            return FsPath.of(getPathDecoded());
        } catch (InvalidPathException impossible) {
            throw new FileSystemException("vfs.provider/invalid-absolute-uri.error", getURI(), impossible);
        }
    }

    /** The name of an entry of this directory. */
    AnyfsFileName child(String name, FileType type) {
        String directory = getPath();
        String slash = directory.endsWith("/") ? "" : "/";
        return new AnyfsFileName(location, directory + slash + NameText.keptName(name), type);
    }

    @Override
    public FileName createName(String keptPath, FileType type) {
        return new AnyfsFileName(location, keptPath, type);
    }

    @Override
    protected void appendRootUri(StringBuilder uri, boolean addPassword) {
        uri.append(location.root());
    }

    @Override
    protected String createURI() {
        return location.root() + NameText.encoded(getPathDecoded());
    }

    @Override
    public String getFriendlyURI() {
        return getURI();
    }

    @Override
    public String getPathDecoded() {
        return NameText.plain(getPath());
    }

    /** Refuses a name with a backslash, which another storage would take for a separator. */
    @Override
    public String getRelativeName(FileName name) throws FileSystemException {
        String relative = super.getRelativeName(name);
        if (NameText.hasBackslash(relative)) {
            throw new FileSystemException(
                    "vfs.provider/invalid-descendent-name.error",
                    name,
                    new InvalidPathException(
                            NameText.plain(relative), "Commons VFS takes a backslash for a separator"));
        }
        return relative;
    }
}
