package io.anyfs.tree;

import io.anyfs.FsPath;
import java.util.ArrayList;
import java.util.List;

/** The directories that a pattern names literally at its start, so that a search can begin there. */
record GlobPrefix(List<String> names) {

    private static final String SPECIAL = "*?[{";

    static GlobPrefix of(String pattern, Glob.Case letters) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        String text = pattern.startsWith("/") ? pattern.substring(1) : pattern;
        for (int i = 0; i < text.length() && SPECIAL.indexOf(text.charAt(i)) < 0; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                name.append(text.charAt(++i));
            } else if (c != '/') {
                name.append(c);
            } else {
                names.add(name.toString());
                name.setLength(0);
            }
        }
        boolean usable = letters == Glob.Case.SENSITIVE && names.stream().noneMatch(GlobPrefix::neverExists);
        return new GlobPrefix(usable ? List.copyOf(names) : List.of());
    }

    private static boolean neverExists(String name) {
        return name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0;
    }

    FsPath below(FsPath directory) {
        FsPath below = directory;
        for (String name : names) {
            below = below.child(name);
        }
        return below;
    }
}
