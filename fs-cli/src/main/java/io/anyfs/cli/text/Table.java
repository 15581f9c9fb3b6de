package io.anyfs.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Lines whose columns stand below each other. The last column is as wide as it likes. */
public final class Table {

    /** On which side of a column the room is left. */
    public enum Align {
        /** Text. */
        LEFT,
        /** Numbers. */
        RIGHT
    }

    private final List<Align> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without rows. */
    public Table(Align... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row. */
    public void add(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
    }

    /** The lines. */
    public List<String> lines() {
        int[] widths = new int[columns.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            String room = " ".repeat(widths[i] - cell.length());
            boolean last = i == widths.length - 1;
            line.append(columns.get(i) == Align.RIGHT ? room + cell : last ? cell : cell + room);
            line.append(last ? "" : "  ");
        }
        return line.toString();
    }
}
