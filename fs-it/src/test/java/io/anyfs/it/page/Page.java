package io.anyfs.it.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A document, parts of which are generated: what is between {@code <!-- begin NAME -->} and {@code <!-- end NAME -->}. */
final class Page {

    private final Path file;
    private List<String> lines;

    Page(Path file) throws IOException {
        this.file = file;
        this.lines = Files.readAllLines(file);
    }

    /** The lines of a part. */
    List<String> part(String name) {
        return lines.subList(begin(name), end(name));
    }

    /** Puts other lines into a part. */
    void write(String name, List<String> part) throws IOException {
        List<String> written = new ArrayList<>(lines.subList(0, begin(name)));
        written.addAll(part);
        written.addAll(lines.subList(end(name), lines.size()));
        lines = written;
        Files.write(file, lines);
    }

    private int begin(String name) {
        return line("<!-- begin " + name) + 1;
    }

    private int end(String name) {
        return line("<!-- end " + name);
    }

    private int line(String start) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(start)) {
                return i;
            }
        }
        throw new IllegalStateException(file + " has no line that begins with " + start);
    }
}
