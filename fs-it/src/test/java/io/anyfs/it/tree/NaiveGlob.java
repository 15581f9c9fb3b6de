package io.anyfs.it.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Matches by expanding braces and trying all splits: too slow for use, too simple to be wrong. */
final class NaiveGlob {

    private NaiveGlob() {}

    static boolean matches(String pattern, String path) {
        return expand(pattern).stream().anyMatch(flat -> matchesFlat(flat, 0, path, 0));
    }

    private static List<String> expand(String pattern) {
        int open = pattern.lastIndexOf('{');
        if (open < 0) {
            return List.of(pattern);
        }
        int close = pattern.indexOf('}', open);
        List<String> all = new ArrayList<>();
        for (String alternative : pattern.substring(open + 1, close).split(",", -1)) {
            all.addAll(expand(pattern.substring(0, open) + alternative + pattern.substring(close + 1)));
        }
        return all;
    }

    private static boolean matchesFlat(String pattern, int p, String path, int t) {
        if (p == pattern.length()) {
            return t == path.length();
        }
        boolean nameStarts = p == 0 || pattern.charAt(p - 1) == '/';
        if (nameStarts && pattern.startsWith("**/", p)) {
            if (matchesFlat(pattern, p + 3, path, t)) {
                return true;
            }
            for (int slash = path.indexOf('/', t); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                if (matchesFlat(pattern, p + 3, path, slash + 1)) {
                    return true;
                }
            }
            return false;
        }
        char c = pattern.charAt(p);
        if (c == '*') {
            boolean crosses = pattern.startsWith("**", p);
            for (int end = t; end <= path.length(); end++) {
                if (matchesFlat(pattern, p + (crosses ? 2 : 1), path, end)) {
                    return true;
                }
                if (end < path.length() && path.charAt(end) == '/' && !crosses) {
                    return false;
                }
            }
            return false;
        }
        if (t == path.length()) {
            return false;
        }
        return switch (c) {
            case '?' -> path.charAt(t) != '/' && matchesFlat(pattern, p + 1, path, t + 1);
            case '[' -> {
                boolean negated = pattern.charAt(p + 1) == '!';
                int close = pattern.indexOf(']', p);
                boolean in = pattern.substring(p + (negated ? 2 : 1), close).indexOf(path.charAt(t)) >= 0;
                yield path.charAt(t) != '/' && in != negated && matchesFlat(pattern, close + 1, path, t + 1);
            }
            default -> path.charAt(t) == c && matchesFlat(pattern, p + 1, path, t + 1);
        };
    }

    static String randomPattern(Random random) {
        StringBuilder pattern = new StringBuilder();
        int items = 1 + random.nextInt(6);
        for (int i = 0; i < items; i++) {
            pattern.append(
                    switch (random.nextInt(10)) {
                        case 0 -> "*";
                        case 1 -> "**/";
                        case 2 -> "?";
                        case 3 -> "[ab]";
                        case 4 -> "[!a]";
                        case 5 -> "{a,b/,?}";
                        case 6 -> "{b,cc}";
                        case 7 -> "/";
                        default -> random.nextBoolean() ? "a" : "b";
                    });
        }
        // Stars next to each other would merge, a slash at an end is refused or has a meaning of its own.
        String text = pattern.toString()
                .replaceAll("\\*\\*+(?!/)|(?<=[^/])\\*\\*+", "*")
                .replaceAll("^/+|/+$", "");
        return text.isEmpty() || text.endsWith("**") ? "a" : text;
    }

    static String randomPath(Random random) {
        StringBuilder path = new StringBuilder();
        int names = 1 + random.nextInt(3);
        for (int i = 0; i < names; i++) {
            path.append(i == 0 ? "" : "/");
            int length = 1 + random.nextInt(3);
            for (int j = 0; j < length; j++) {
                path.append("abc".charAt(random.nextInt(3)));
            }
        }
        return path.toString();
    }
}
