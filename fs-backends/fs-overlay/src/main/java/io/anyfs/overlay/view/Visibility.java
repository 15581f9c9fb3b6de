package io.anyfs.overlay.view;

import io.anyfs.FsPath;
import io.anyfs.tree.Glob;
import io.anyfs.tree.NameFolding;
import java.util.List;

/** Which places a filter shows, by name alone. */
final class Visibility {

    private final List<Glob> hide;
    private final List<Glob> show;
    private final boolean exact;

    /** What can be at a place. */
    enum Shown {
        /** Nothing. */
        NOTHING,
        /** Only a directory, on the way to what is shown. */
        DIRECTORY,
        /** Anything. */
        ANYTHING
    }

    private Visibility(List<Glob> hide, List<Glob> show, boolean exact) {
        this.hide = hide;
        this.show = show;
        this.exact = exact;
    }

    /** For a storage to which these names are the same. */
    static Visibility of(FilterOptions options, NameFolding folding) {
        return new Visibility(
                folded(options.hide(), folding), folded(options.show(), folding), folding == NameFolding.NONE);
    }

    Shown of(FsPath place) {
        boolean shown = show.isEmpty();
        FsPath above = FsPath.ROOT;
        for (String name : place) {
            above = above.child(name);
            if (matches(hide, above)) {
                return Shown.NOTHING;
            }
            shown = shown || matches(show, above);
        }
        if (shown || place.isRoot()) {
            return Shown.ANYTHING;
        }
        return show.stream().anyMatch(glob -> glob.couldMatchBelow(place)) ? Shown.DIRECTORY : Shown.NOTHING;
    }

    /** As {@link #of}, of an entry of a directory that is shown itself. */
    Shown below(FsPath path) {
        return show.isEmpty() && exact ? matches(hide, path) ? Shown.NOTHING : Shown.ANYTHING : of(path);
    }

    /** Whether what is below a directory is shown or hidden by its last name alone, so that a move changes nothing. */
    boolean goesByLastName() {
        return show.isEmpty() && hide.stream().allMatch(glob -> isOfOneName(glob.pattern()));
    }

    private static boolean isOfOneName(String pattern) {
        String rest = pattern.startsWith("**/") ? pattern.substring(3) : "/";
        return !rest.contains("/") && !rest.contains("**") && !rest.contains("\\");
    }

    private static boolean matches(List<Glob> globs, FsPath path) {
        for (Glob glob : globs) {
            if (glob.matches(path)) {
                return true;
            }
        }
        return false;
    }

    private static List<Glob> folded(List<Glob> globs, NameFolding folding) {
        return globs.stream().map(glob -> Glob.of(glob.pattern(), folding)).toList();
    }
}
