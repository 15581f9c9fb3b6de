package io.anyfs.lifecycle;

import io.anyfs.lifecycle.OwnershipGraph.Box;

/** A graph of owners as an SVG: one row for a box, indented below its owner. */
final class SvgPicture {

    private static final int ROW = 44;
    private static final int BOX_HEIGHT = 36;
    private static final int BOX_WIDTH = 420;
    private static final int INDENT = 36;
    private static final int MARGIN = 12;
    private static final int MAX_TEXT = 60;

    private final StringBuilder out = new StringBuilder();
    private int row;

    String of(Box process) {
        int width = 2 * MARGIN + BOX_WIDTH + INDENT * depth(process);
        int height = 2 * MARGIN + ROW * process.size();
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                .formatted(width, height, width, height));
        out.append(" font-family=\"sans-serif\" font-size=\"12\">\n");
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        draw(process, 0);
        return out.append("</svg>\n").toString();
    }

    private void draw(Box box, int depth) {
        int x = MARGIN + depth * INDENT;
        int y = MARGIN + row++ * ROW;
        out.append("<g><title>")
                .append(xml(DumpText.escape(box.title() + ", " + box.detail())))
                .append("</title>");
        if (box.count() > 1) {
            rectangle(x + 4, y + 4, "#d0d0d0");
        }
        rectangle(x, y, colour(box.kind()));
        text(x + 8, y + 15, "font-weight=\"bold\"", box.title());
        text(x + 8, y + 30, "fill=\"#444444\"", box.detail());
        out.append("</g>\n");
        for (Box owned : box.owned()) {
            int middle = MARGIN + row * ROW + BOX_HEIGHT / 2;
            out.append("<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#888888\"/>%n"
                    .formatted(x + INDENT / 2, y + BOX_HEIGHT, middle, x + INDENT)
                    .replace(System.lineSeparator(), "\n"));
            draw(owned, depth + 1);
        }
    }

    private void rectangle(int x, int y, String fill) {
        out.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"%s\" stroke=\"#555555\"/>"
                .formatted(x, y, BOX_WIDTH, BOX_HEIGHT, fill));
    }

    private void text(int x, int y, String style, String text) {
        String shown = DumpText.escape(text);
        if (shown.codePointCount(0, shown.length()) > MAX_TEXT) {
            shown = shown.substring(0, shown.offsetByCodePoints(0, MAX_TEXT - 1)) + "\u2026";
        }
        out.append("<text x=\"%d\" y=\"%d\" %s>".formatted(x, y, style))
                .append(xml(shown))
                .append("</text>");
    }

    private static int depth(Box box) {
        return 1 + box.owned().stream().mapToInt(SvgPicture::depth).max().orElse(0);
    }

    private static String colour(ResourceKind kind) {
        return switch (kind) {
            case FILE_SYSTEM -> "#dbe9f6";
            case BORROW -> "#e8f1fa";
            case READ -> "#e3f4e1";
            case WRITE -> "#fde3d3";
            case LISTING -> "#fbf3d0";
            case SERVER -> "#e6e0f3";
            case SESSION -> "#f1ecf9";
            case OTHER -> "#eeeeee";
        };
    }

    /** XML 1.0, section 2.4; the characters that section 2.2 forbids have been escaped, but for two. */
    private static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace('\ufffe', '?')
                .replace('\uffff', '?');
    }
}
