package io.anyfs.s3;

import io.anyfs.FsPath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The directories that the keys of a flat listing are in. S3 lists keys in an order in which all that is below a directory
 * comes together, so that each directory is entered once and left once.
 */
final class TreeLevels {

    private final Deque<Level> levels = new ArrayDeque<>();
    private final Visitor visitor;

    TreeLevels(FsPath directory, String prefix, Visitor visitor) {
        this.visitor = visitor;
        levels.push(new Level(prefix, directory));
    }

    /** What is told of the directories below the first one. */
    interface Visitor {
        void entered(Level directory) throws IOException;

        void left(Level directory, Level above) throws IOException;
    }

    /** A directory. */
    static final class Level {
        private final String prefix;
        private final FsPath path;
        /** Names of objects in it that begin what comes next. */
        private final Deque<String> begun = new ArrayDeque<>();

        private boolean stays;

        private Level(String prefix, FsPath path) {
            this.prefix = prefix;
            this.path = path;
        }

        FsPath path() {
            return path;
        }

        /** Says that the directory cannot be deleted. */
        void stay() {
            stays = true;
        }

        boolean stays() {
            return stays;
        }

        /** The path of a directory in it. S3 lists an object of the same name before, for a slash comes last. */
        private FsPath directory(String part) {
            goTo(part + "/");
            boolean besideObject = !begun.isEmpty() && begun.element().equals(part);
            return path.child(besideObject ? Keys.nameBesideObject(part) : Keys.name(part));
        }

        private FsPath object(String part) {
            goTo(part);
            begun.push(part);
            return path.child(Keys.name(part));
        }

        private void goTo(String rest) {
            while (!begun.isEmpty() && !rest.startsWith(begun.element())) {
                begun.remove();
            }
        }
    }

    /** Goes to the directory of a key, leaving and entering what is on the way. */
    Level goTo(String key) throws IOException {
        while (!key.startsWith(levels.element().prefix)) {
            leave();
        }
        for (int slash = slash(key, levels.element().prefix.length()); slash >= 0; slash = slash(key, slash + 1)) {
            Level above = levels.element();
            String part = key.substring(above.prefix.length(), slash);
            Level level = new Level(above.prefix + part + "/", above.directory(part));
            levels.push(level);
            visitor.entered(level);
        }
        return levels.element();
    }

    /** The path of an object in the directory that was gone to last. */
    FsPath object(String key) {
        Level level = levels.element();
        return level.object(key.substring(level.prefix.length()));
    }

    /** Leaves all but the first directory, and returns that. */
    Level end() throws IOException {
        while (levels.size() > 1) {
            leave();
        }
        return levels.element();
    }

    private void leave() throws IOException {
        Level left = levels.remove();
        visitor.left(left, levels.element());
    }

    private static int slash(String key, int from) {
        return key.indexOf('/', from);
    }
}
