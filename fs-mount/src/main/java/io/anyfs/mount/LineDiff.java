package io.anyfs.mount;

import java.util.ArrayList;
import java.util.List;

/** In which lines two texts differ, as {@code diff -u} shows it. */
final class LineDiff {

    private static final int CONTEXT = 3;

    /** A line of the comparison: its sign, a space for a line of both, and the line. */
    private record Row(char sign, String line) {
        @Override
        public String toString() {
            return sign + line;
        }
    }

    private final List<Row> rows = new ArrayList<>();

    private LineDiff() {}

    /** The parts that differ, with a few lines around them. The memory grows with the product of the numbers of lines. */
    static List<String> between(List<String> expected, List<String> actual) {
        LineDiff diff = new LineDiff();
        diff.compare(expected, actual);
        return diff.hunks();
    }

    private void compare(List<String> expected, List<String> actual) {
        int[][] common = new int[expected.size() + 1][actual.size() + 1];
        for (int i = expected.size() - 1; i >= 0; i--) {
            for (int j = actual.size() - 1; j >= 0; j--) {
                common[i][j] = expected.get(i).equals(actual.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < expected.size() || j < actual.size()) {
            if (i < expected.size() && j < actual.size() && expected.get(i).equals(actual.get(j))) {
                rows.add(new Row(' ', expected.get(i)));
                i++;
                j++;
            } else if (j == actual.size() || (i < expected.size() && common[i + 1][j] >= common[i][j + 1])) {
                rows.add(new Row('-', expected.get(i)));
                i++;
            } else {
                rows.add(new Row('+', actual.get(j)));
                j++;
            }
        }
    }

    private List<String> hunks() {
        List<String> hunks = new ArrayList<>();
        int expectedLine = 1;
        int actualLine = 1;
        int row = 0;
        while (row < rows.size()) {
            int end = endOfHunk(row);
            if (end > row) {
                int expectedLines = count(row, end, '+');
                int actualLines = count(row, end, '-');
                hunks.add("@@ -" + expectedLine + "," + expectedLines + " +" + actualLine + "," + actualLines + " @@");
                rows.subList(row, end).forEach(shown -> hunks.add(shown.toString()));
                expectedLine += expectedLines;
                actualLine += actualLines;
                row = end;
            } else {
                // Only lines of both are left out.
                expectedLine++;
                actualLine++;
                row++;
            }
        }
        return hunks;
    }

    /** Where the part ends that begins at a row; at the row itself if no difference is near. */
    private int endOfHunk(int start) {
        int end = start;
        for (int row = start; row < rows.size() && row <= (end == start ? start : end) + CONTEXT; row++) {
            if (rows.get(row).sign() != ' ') {
                end = Math.min(rows.size(), row + 1);
            }
        }
        return end == start ? start : Math.min(rows.size(), end + CONTEXT);
    }

    /** How many rows are not of this sign. */
    private int count(int start, int end, char sign) {
        return (int) rows.subList(start, end).stream()
                .filter(row -> row.sign() != sign)
                .count();
    }
}
