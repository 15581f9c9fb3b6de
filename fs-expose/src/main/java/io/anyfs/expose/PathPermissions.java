package io.anyfs.expose;

import io.anyfs.FsPath;
import io.anyfs.tree.Glob;
import io.anyfs.tree.NameFolding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do where. The first rule counts that matches a path or a directory above it, so exceptions come before what
 * they are exceptions from; where no rule matches, nothing is allowed. Directories on the way to where something is allowed can be
 * looked into, and show no more than that way. Immutable.
 */
public final class PathPermissions {

    /** Everything everywhere. */
    public static final PathPermissions ALL =
            new PathPermissions(List.of(new Rule("/", EnumSet.allOf(Permission.class))));

    private final List<Rule> rules;
    private final Map<NameFolding, Compiled> compiled = new ConcurrentHashMap<>();

    /** These rules, the first that matches counts. */
    public PathPermissions(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * What is allowed at some paths and all that is below them.
     *
     * @param pattern {@code /} for everything, or a {@link Glob} that is matched from the root on, such as {@code /incoming} or
     *     <code>**&#47;*.exe</code>
     * @param allowed what is allowed there; may be empty
     */
    public record Rule(String pattern, Set<Permission> allowed) {

        /**
         * Checks the pattern.
         *
         * @throws PatternSyntaxException if it is none
         */
        public Rule {
            allowed = allowed.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(allowed));
            if (!pattern.equals("/")) {
                Glob.of(pattern);
            }
        }

        /** Whether this rule matches every path, so that none behind it ever counts. */
        public boolean matchesAll() {
            return pattern.equals("/");
        }
    }

    /** The rules, the first that matches counts. */
    public List<Rule> rules() {
        return rules;
    }

    /** Whether everything is allowed everywhere. */
    public boolean allowAll() {
        return !rules.isEmpty()
                && rules.get(0).matchesAll()
                && rules.get(0).allowed().containsAll(EnumSet.allOf(Permission.class));
    }

    /** These permissions for a storage to which these names are the same. */
    Compiled compiled(NameFolding folding) {
        return compiled.computeIfAbsent(folding, this::compile);
    }

    private Compiled compile(NameFolding folding) {
        List<@Nullable Glob> globs = new ArrayList<>();
        for (Rule rule : rules) {
            globs.add(rule.pattern().equals("/") ? null : Glob.of(rule.pattern(), folding));
        }
        return new Compiled(rules, globs);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathPermissions permissions && permissions.rules.equals(rules);
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }

    @Override
    public String toString() {
        return rules.toString();
    }

    /** Permissions that are ready to be asked. Immutable. */
    static final class Compiled {

        private final List<Rule> rules;
        private final List<@Nullable Glob> globs;

        private Compiled(List<Rule> rules, List<@Nullable Glob> globs) {
            this.rules = rules;
            this.globs = globs;
        }

        /** What is allowed at a path. */
        Set<Permission> at(FsPath path) {
            int first = first(path);
            return first < rules.size() ? rules.get(first).allowed() : Set.of();
        }

        /** Whether something is allowed at the path and at all that can be below it. */
        boolean everywhereBelow(FsPath path, Permission permission) {
            int first = first(path);
            if (first == rules.size() || !rules.get(first).allowed().contains(permission)) {
                return false;
            }
            for (int i = 0; i < first; i++) {
                if (!rules.get(i).allowed().contains(permission) && couldMatchBelow(i, path)) {
                    return false;
                }
            }
            return true;
        }

        /** Whether something can be allowed below a path that is not at the path itself. */
        boolean leadsToMore(FsPath path) {
            int first = first(path);
            for (int i = 0; i < first; i++) {
                if (!rules.get(i).allowed().isEmpty() && couldMatchBelow(i, path)) {
                    return true;
                }
            }
            return false;
        }

        private int first(FsPath path) {
            for (int i = 0; i < rules.size(); i++) {
                Glob glob = globs.get(i);
                if (glob == null) {
                    return i;
                }
                for (FsPath above = path; above != null && !above.isRoot(); above = above.parent()) {
                    if (glob.matches(above)) {
                        return i;
                    }
                }
            }
            return rules.size();
        }

        private boolean couldMatchBelow(int rule, FsPath path) {
            Glob glob = globs.get(rule);
            return glob == null || glob.couldMatchBelow(path);
        }
    }
}
