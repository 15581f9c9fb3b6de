package io.anyfs.nio;

import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works on the names of paths, without a look at any file. */
final class PathNames {

    private PathNames() {}

    /** The text without repeated and trailing slashes. */
    static String parse(String first, String... more) {
        StringBuilder joined = new StringBuilder(first);
        for (String part : more) {
            if (!part.isEmpty()) {
                joined.append(joined.isEmpty() ? "" : "/").append(part);
            }
        }
        String text = joined.toString();
        checkCharacters(text);
        if (text.indexOf("//") < 0 && (text.length() < 2 || !text.endsWith("/"))) {
            return text;
        }
        StringBuilder path = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '/' || path.isEmpty() || path.charAt(path.length() - 1) != '/') {
                path.append(c);
            }
        }
        int end = path.length() - 1;
        return end > 0 && path.charAt(end) == '/' ? path.substring(0, end) : path.toString();
    }

    private static void checkCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new InvalidPathException(text.replace('\0', ' '), "a path must not contain NUL", i);
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new InvalidPathException(text, "a path must not contain an unpaired surrogate", i);
            }
        }
    }

    static boolean hasDots(List<String> names) {
        for (String name : names) {
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }

    /** Without {@code .}, and without {@code ..} as far as there is a name before it. */
    static List<String> normalized(List<String> names, boolean absolute) {
        List<String> kept = new ArrayList<>(names.size());
        for (String name : names) {
            boolean canGoUp = !kept.isEmpty() && !kept.get(kept.size() - 1).equals("..");
            if (!name.equals("..")) {
                if (!name.equals(".")) {
                    kept.add(name);
                }
            } else if (canGoUp) {
                kept.remove(kept.size() - 1);
            } else if (!absolute) {
                kept.add(name);
            }
        }
        return kept;
    }

    /** The names that lead from one place to another; {@code null} if a {@code ..} hides where the one is. */
    static @Nullable List<String> relative(List<String> from, List<String> to) {
        List<String> base = from.equals(List.of("")) ? List.of() : from;
        List<String> goal = to.equals(List.of("")) ? List.of() : to;
        int common = 0;
        while (common < base.size() && common < goal.size() && base.get(common).equals(goal.get(common))) {
            common++;
        }
        if (base.subList(common, base.size()).contains("..")) {
            return null;
        }
        List<String> steps = new ArrayList<>(Collections.nCopies(base.size() - common, ".."));
        steps.addAll(goal.subList(common, goal.size()));
        return steps;
    }
}
