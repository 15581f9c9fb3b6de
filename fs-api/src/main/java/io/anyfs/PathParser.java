package io.anyfs;

import java.nio.file.InvalidPathException;

/** Turns text into paths: the only place where a path is normalized. */
final class PathParser {

    private PathParser() {}

    static FsPath parse(String text) {
        if (isNormalized(text)) {
            return FsPath.normalized(text, false);
        }
        if (text.isEmpty()) {
            throw new InvalidPathException(text, "a path must not be empty; the root is '/'");
        }
        checkCharacters(text);
        StringBuilder path = new StringBuilder(text.length() + 1);
        String last = "";
        int start = 0;
        while (start <= text.length()) {
            int slash = text.indexOf('/', start);
            int end = slash < 0 ? text.length() : slash;
            last = text.substring(start, end);
            append(path, last, text);
            start = end + 1;
        }
        boolean assertsDirectory = last.isEmpty() || last.equals(".") || last.equals("..");
        return path.length() == 0 ? FsPath.ROOT : FsPath.normalized(path.toString(), assertsDirectory);
    }

    private static void append(StringBuilder path, String name, String text) {
        switch (name) {
            case "", "." -> {}
            case ".." -> {
                if (path.length() == 0) {
                    throw new InvalidPathException(printable(text), "'..' leads above the root");
                }
                path.setLength(path.lastIndexOf("/"));
            }
            default -> path.append('/').append(name);
        }
    }

    static void checkName(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new InvalidPathException(name, "a name must not be empty, '.' or '..'");
        }
        if (name.indexOf('/') >= 0) {
            throw new InvalidPathException(printable(name), "a name must not contain a slash");
        }
        checkCharacters(name);
    }

    /** One pass for the usual case, so that a clean path costs no copy. */
    private static boolean isNormalized(String text) {
        int length = text.length();
        if (length < 2 || text.charAt(0) != '/' || text.charAt(length - 1) == '/') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
            if (c == '/' && (text.charAt(i + 1) == '/' || text.charAt(i + 1) == '.')) {
                return false;
            }
        }
        return true;
    }

    private static void checkCharacters(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            if (character == 0) {
                throw new InvalidPathException(printable(text), "a path must not contain NUL");
            }
            if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                throw new InvalidPathException(printable(text), "a path must not contain an unpaired surrogate");
            }
        }
    }

    /** Error messages go to logs and terminals: control characters must not get there raw. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                printable.append(String.format("\\u%04x", (int) c));
            } else {
                printable.append(c);
            }
        }
        return printable.toString();
    }
}
