package io.anyfs.mount;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.text.Escapes;
import io.anyfs.tree.Walk;
import io.anyfs.tree.WalkCursor;
import java.io.IOException;

/** Shows a tree as text, an entry on a line, for the report of a test that failed. */
public final class TreeText {

    private TreeText() {}

    /**
     * All entries below the root in the order of their names, with sizes and targets of links.
     *
     * @param most how many entries are shown; of the others it is told that there are more
     */
    public static String of(FileSystem fs, int most) throws IOException {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        try (WalkCursor walk = Walk.of(fs, FsPath.ROOT).minDepth(1).sorted().open()) {
            for (FileInfo entry = walk.next(); entry != null; entry = walk.next()) {
                if (shown == most) {
                    text.append("…\n");
                    break;
                }
                shown++;
                text.append(Escapes.forTerminal(entry.path().toString()))
                        .append("  ")
                        .append(TreeDiff.kind(entry));
                if (entry.isSymbolicLink()) {
                    text.append(" to ").append(Escapes.forTerminal(fs.readLink(entry.path())));
                }
                text.append('\n');
            }
        }
        return text.isEmpty() ? "(empty)\n" : text.toString();
    }
}
