package io.anyfs.local;

import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where links lead, as users see it and as it is on disk. On disk they are relative, so that the root can be moved. */
final class LinkTargets {

    private LinkTargets() {}

    /**
     * What to write on disk.
     *
     * @param directory the real path of the link's directory
     */
    static Path stored(Root root, FsPath directory, String target, FsPath link) throws IOException {
        if (target.isEmpty() || target.indexOf('\0') >= 0) {
            throw new InvalidNameException(link.toString(), "a link's target must not be empty or hold NUL");
        }
        boolean absolute = target.startsWith("/");
        int level = absolute ? 0 : directory.depth();
        for (String name : target.split("/", -1)) {
            if (name.equals("..")) {
                level--;
            } else if (!name.isEmpty() && !name.equals(".")) {
                level++;
            }
            if (level < 0) {
                throw new AccessDeniedException(link.toString(), null, "the link's target leads out of the root");
            }
        }
        String text = absolute ? "../".repeat(directory.depth()) + target.substring(1) : target;
        try {
            return root.real().getFileSystem().getPath(text.isEmpty() ? "." : text);
        } catch (InvalidPathException invalid) {
            throw new InvalidNameException(link.toString(), "the system cannot have such a target");
        }
    }

    /** What users get to see: never a path of the machine outside of the root. */
    static String shown(Root root, Path target, FsPath link) throws IOException {
        if (!target.isAbsolute()) {
            return text(target);
        }
        List<String> inside = root.inside(target);
        if (inside == null) {
            throw new AccessDeniedException(link.toString(), null, "the link leads out of the root");
        }
        return "/" + String.join("/", new ArrayList<>(inside));
    }

    private static String text(Path target) {
        return target.toString().replace(target.getFileSystem().getSeparator(), "/");
    }
}
