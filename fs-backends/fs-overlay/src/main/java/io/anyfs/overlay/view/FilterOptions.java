package io.anyfs.overlay.view;

import io.anyfs.tree.Glob;
import java.util.List;

/**
 * What a {@link FilteredBackend} hides and shows. Patterns are matched against whole paths from the root: {@code *.key} is in
 * the root itself, <code>**&#47;*.key</code> anywhere. What matches takes all below it along. What is hidden is so whatever
 * is shown.
 *
 * @param hide what does not exist
 * @param show what exists, with the directories on the way to it; empty for all
 */
public record FilterOptions(List<Glob> hide, List<Glob> show) {

    /** Nothing is hidden. */
    public static final FilterOptions DEFAULT = new FilterOptions(List.of(), List.of());

    /** Keeps the patterns from being changed. */
    public FilterOptions {
        hide = List.copyOf(hide);
        show = List.copyOf(show);
    }

    /** These options hiding what matches one of these patterns. */
    public FilterOptions withHidden(Glob... patterns) {
        return new FilterOptions(List.of(patterns), show);
    }

    /** These options showing only what matches one of these patterns. */
    public FilterOptions withShown(Glob... patterns) {
        return new FilterOptions(hide, List.of(patterns));
    }
}
