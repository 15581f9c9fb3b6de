package io.anyfs.vfs2;

import org.apache.commons.vfs2.FileName;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileType;
import org.apache.commons.vfs2.provider.FileNameParser;
import org.apache.commons.vfs2.provider.UriParser;
import org.apache.commons.vfs2.provider.VfsComponentContext;
import org.jspecify.annotations.Nullable;

/** Makes names of URIs. */
final class AnyfsFileNameParser implements FileNameParser {

    @Override
    public boolean encodeCharacter(char c) {
        return c == '%';
    }

    @Override
    public FileName parseUri(VfsComponentContext context, @Nullable FileName base, String uri)
            throws FileSystemException {
        // Commons VFS resolves a path by putting it behind the root's URI, which ends in a slash itself.
        if (base instanceof AnyfsFileName own && uri.startsWith(own.getRootURI() + "/")) {
            String path = uri.substring(own.getRootURI().length());
            return name(own.location(), NameText.kept(path, false));
        }
        Location.WithPath parsed = Location.parse(uri);
        return name(parsed.location(), NameText.kept(parsed.path(), true));
    }

    private static FileName name(Location location, StringBuilder path) throws FileSystemException {
        FileType type = UriParser.normalisePath(path);
        return new AnyfsFileName(location, path.toString(), type);
    }
}
