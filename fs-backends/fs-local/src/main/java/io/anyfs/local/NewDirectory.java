package io.anyfs.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Creates a directory as its parent asks for: below one with the set-group-ID bit it has the parent's group and the bit as well.
 * The system does that by itself only for what is created in its place.
 *
 * @param gid the parent's group; {@code null} without the bit
 */
record NewDirectory(@Nullable Integer gid) implements Staging.Creation {

    private static final int SET_GROUP_ID = 02000;

    /** A directory in this one. */
    static NewDirectory in(Directory parent, boolean posix) throws IOException {
        if (!posix || parent instanceof PathDirectory) {
            return new NewDirectory(null);
        }
        Map<String, Object> facts =
                Files.readAttributes(parent.host(), "unix:fileKey,gid,mode", LinkOption.NOFOLLOW_LINKS);
        boolean inherits =
                Objects.equals(parent.key(), facts.get("fileKey")) && (number(facts, "mode") & SET_GROUP_ID) != 0;
        return new NewDirectory(inherits ? number(facts, "gid") : null);
    }

    @Override
    public void at(Path path) throws IOException {
        Files.createDirectory(path);
        if (gid != null) {
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            int mode =
                    (Integer) Objects.requireNonNull(Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS));
            Files.setAttribute(path, "unix:mode", (mode & 07777) | SET_GROUP_ID, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static int number(Map<String, Object> facts, String name) {
        return (Integer) Objects.requireNonNull(facts.get(name), name);
    }
}
