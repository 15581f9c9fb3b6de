package io.anyfs.it.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fenced part of a document.
 *
 * @param document the name of the file
 * @param line where it begins, from 1
 * @param heading the nearest one above it
 * @param language what the fence says; empty if nothing
 * @param text what is in it
 */
public record Example(String document, int line, String heading, String language, String text) {

    private static final Path ROOT = Path.of("..");
    private static final String FENCE = "```";

    /** All in README.md and docs/. */
    public static List<Example> all() {
        List<Example> examples = new ArrayList<>();
        for (Path document : documents()) {
            examples.addAll(in(document));
        }
        return examples;
    }

    /** All in a language. */
    public static Stream<Example> of(String language) {
        return all().stream().filter(example -> example.language.equals(language));
    }

    static List<Path> documents() {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(path -> path.toString().endsWith(".md")).sorted())
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<String> lines(Path document) {
        try {
            return Files.readAllLines(document);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<Example> in(Path document) {
        List<Example> examples = new ArrayList<>();
        List<String> lines = lines(document);
        String heading = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("#")) {
                heading = line.replaceFirst("#+ *", "");
            } else if (line.startsWith(FENCE)) {
                int begin = i + 1;
                do {
                    i++;
                } while (!lines.get(i).equals(FENCE));
                String text = String.join("\n", lines.subList(begin, i)) + "\n";
                examples.add(new Example(
                        String.valueOf(document.getFileName()), begin, heading, line.substring(FENCE.length()), text));
            }
        }
        return examples;
    }

    @Override
    public String toString() {
        return document + ":" + line;
    }
}
