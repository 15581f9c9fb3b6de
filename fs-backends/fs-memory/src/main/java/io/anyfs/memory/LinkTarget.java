package io.anyfs.memory;

import io.anyfs.FsPath;
import io.anyfs.spi.LinkResolver;
import java.io.IOException;
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
        LinkResolver.requireTarget(text, depth, link);
        List<String> names = Arrays.stream(text.split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
        return new LinkTarget(text, text.startsWith("/"), names);
    }
}
