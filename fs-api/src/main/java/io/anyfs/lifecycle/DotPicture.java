package io.anyfs.lifecycle;

import io.anyfs.lifecycle.OwnershipGraph.Box;

/** A graph of owners in Graphviz' language. */
final class DotPicture {

    private final StringBuilder out = new StringBuilder();
    private int boxes;

    String of(Box process) {
        out.append("digraph open {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\", fontsize=10];\n");
        draw(process);
        return out.append("}\n").toString();
    }

    private int draw(Box box) {
        int number = boxes++;
        out.append("  n").append(number).append(" [label=\"");
        out.append(quoted(box.title())).append("\\n").append(quoted(box.detail()));
        out.append(box.count() > 1 ? "\", peripheries=2];\n" : "\"];\n");
        for (Box owned : box.owned()) {
            int below = draw(owned);
            out.append("  n").append(number).append(" -> n").append(below).append(";\n");
        }
        return number;
    }

    /** The text within double quotes; a backslash would begin an escape. */
    private static String quoted(String text) {
        return DumpText.escape(text).replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
