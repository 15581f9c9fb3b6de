package io.anyfs.expose.ftp;

/**
 * A name with wildcards: {@code *} for any characters, {@code ?} for one, {@code [a-z]} and {@code [!a-z]} for one of a set.
 * Matching takes at most the product of the lengths in steps, whatever the pattern.
 */
record NamePattern(String pattern) {

    static boolean hasWildcards(String name) {
        return name.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }

    boolean matches(String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int retry = 0;
        while (n < name.length()) {
            int next = p < pattern.length() && pattern.charAt(p) != '*' ? matchOne(p, name.charAt(n)) : -1;
            if (next > 0) {
                p = next;
                n++;
            } else if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                retry = n;
            } else if (star >= 0) {
                p = star + 1;
                n = ++retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** Where the pattern goes on if the element at {@code p} matches the character, else -1. */
    private int matchOne(int p, char c) {
        char element = pattern.charAt(p);
        if (element == '?') {
            return p + 1;
        }
        int end = element == '[' ? pattern.indexOf(']', p + 2) : -1;
        if (end < 0) {
            return element == c ? p + 1 : -1;
        }
        boolean negated = pattern.charAt(p + 1) == '!' || pattern.charAt(p + 1) == '^';
        boolean in = false;
        for (int i = negated ? p + 2 : p + 1; i < end; i++) {
            if (i + 2 < end && pattern.charAt(i + 1) == '-') {
                in |= pattern.charAt(i) <= c && c <= pattern.charAt(i + 2);
                i += 2;
            } else {
                in |= pattern.charAt(i) == c;
            }
        }
        return in != negated ? end + 1 : -1;
    }
}
