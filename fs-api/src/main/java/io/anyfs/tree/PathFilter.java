package io.anyfs.tree;

import io.anyfs.FsPath;
import java.util.ArrayList;
import java.util.List;

/** Which places below a root take part in an operation. */
record PathFilter(List<Glob> includes, List<Glob> excludes) {

    static final PathFilter ALL = new PathFilter(List.of(), List.of());

    PathFilter including(Glob glob) {
        return new PathFilter(and(includes, glob), excludes);
    }

    PathFilter excluding(Glob glob) {
        return new PathFilter(includes, and(excludes, glob));
    }

    private static List<Glob> and(List<Glob> globs, Glob more) {
        List<Glob> all = new ArrayList<>(globs);
        all.add(more);
        return List.copyOf(all);
    }

    /** Whether an entry is left alone, with all below it. */
    boolean excludes(FsPath path) {
        return excludes.stream().anyMatch(glob -> glob.matches(path));
    }

    /** Whether an entry that is not excluded takes part. */
    boolean includes(FsPath path) {
        return includesAll() || includes.stream().anyMatch(glob -> glob.matches(path));
    }

    boolean includesAll() {
        return includes.isEmpty();
    }

    /** Whether something below a directory that is not excluded can take part. */
    boolean includesBelow(FsPath directory) {
        return includesAll() || includes.stream().anyMatch(glob -> glob.couldMatchBelow(directory));
    }
}
