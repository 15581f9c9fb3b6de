package io.anyfs.memory;

import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import java.util.List;

/**
 * Where a link leads.
 *
 * @param text as it was written
 * @param fromRoot whether it starts at the root, else at the link's directory
 * @param names the steps, {@code ..} among them, which is the real parent as in POSIX
 */
record LinkTarget(String text, boolean fromRoot, List<String> names) {

    /**
     * @param depth how many directories are above the link's directory
     */
    static LinkTarget of(String text, FsPath link, int depth) throws IOException {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new InvalidNameException(link.toString(), "a link's target must not be empty or hold NUL");
        }
        List<String> names = Arrays.stream(text.split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
        boolean fromRoot = text.startsWith("/");
        int level = fromRoot ? 0 : depth;
        for (String name : names) {
            level += name.equals("..") ? -1 : 1;
            if (level < 0) {
                throw new AccessDeniedException(link.toString(), null, "the link's target leads out of the root");
            }
        }
        return new LinkTarget(text, fromRoot, names);
    }
}
