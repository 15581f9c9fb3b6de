package io.anyfs.spec;

import io.anyfs.FsPath;
import io.anyfs.spec.content.Content;
import io.anyfs.spec.content.Entry;
import io.anyfs.spec.content.FileTree;
import io.anyfs.spec.content.Source;
import io.anyfs.yaml.YamlText;
import io.anyfs.yaml.YamlText.Field;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code files:}, what is in a storage that is described. */
final class FilesReader {

    private static final List<String> FACTS = List.of("modified", "mode");
    private static final List<String> FILES = List.of("text", "base64", "size", "content");
    private static final List<String> OTHERS = List.of("link", "copy", "zip", "tar");
    private static final List<String> FIELDS =
            List.of("text", "base64", "size", "seed", "content", "link", "copy", "zip", "tar", "modified", "mode");

    private final YamlText text;
    private final RelativePlaces places;

    FilesReader(YamlText text, RelativePlaces places) {
        this.text = text;
        this.places = places;
    }

    FileTree read(Node node) {
        FileTree tree = FileTree.EMPTY;
        for (Map.Entry<String, Field> field : text.fields(node, "files:").entrySet()) {
            FileTree before = tree;
            FileTree after = text.read(field.getValue().key(), () -> with(before, field.getKey(), field.getValue()));
            tree = after == null ? before : after;
        }
        return tree;
    }

    private FileTree with(FileTree tree, String at, Field field) {
        if (!at.startsWith("/")) {
            throw new IllegalArgumentException("a file is at a path such as /readme.txt; write /" + at);
        }
        FsPath path = FsPath.of(at);
        if (tree.entries().containsKey(path)) {
            throw new IllegalArgumentException("two entries at " + path);
        }
        Entry entry = path.assertsDirectory() ? atDirectory(field.value()) : entry(field.value());
        return entry == null ? tree : tree.with(path, entry);
    }

    /** What is at a path that ends in a slash. */
    private @Nullable Entry atDirectory(Node node) {
        if (YamlText.isNothing(node)) {
            return Entry.directory();
        }
        Map<String, Field> fields = text.fields(node, "a directory, its path ends in a slash,");
        return fields.keySet().stream().anyMatch(OTHERS::contains) ? described(node, fields) : directory(fields);
    }

    private Entry directory(Map<String, Field> fields) {
        text.knowOnly(fields, "a directory, its path ends in a slash,", FACTS);
        return new Entry.Directory(facts(fields));
    }

    private @Nullable Entry entry(Node node) {
        if (YamlText.isNothing(node)) {
            return Entry.file("");
        }
        if (node instanceof MappingNode) {
            return described(node, text.fields(node, "a file"));
        }
        String content = text.text(node, "the text of a file");
        return content == null ? null : Entry.file(content);
    }

    private @Nullable Entry described(Node node, Map<String, Field> fields) {
        text.knowOnly(fields, "a file", FIELDS);
        List<String> sorts = fields.keySet().stream()
                .filter(name -> FILES.contains(name) || OTHERS.contains(name))
                .toList();
        if (sorts.size() > 1) {
            text.problem(node, "a file has one of text, base64, size and content, or is a link, copy, zip or tar");
            return null;
        }
        String sort = sorts.isEmpty() ? "text" : sorts.get(0);
        Field seed = fields.get("seed");
        if (seed != null && !sort.equals("size")) {
            text.problem(seed.key(), "a seed belongs to a size");
        }
        if (OTHERS.contains(sort)) {
            FACTS.stream()
                    .map(fields::get)
                    .filter(Objects::nonNull)
                    .forEach(fact -> text.problem(
                            fact.key(), "what is copied keeps its own time and mode, and a link has none"));
        }
        Field field = fields.get(sort);
        String value = field == null ? "" : value(sort, field.value());
        return value == null ? null : text.read(field == null ? node : field.value(), () -> made(sort, value, fields));
    }

    private @Nullable String value(String sort, Node node) {
        return sort.equals("text") && YamlText.isNothing(node) ? "" : text.text(node, sort + ":");
    }

    private Entry made(String sort, String value, Map<String, Field> fields) {
        return switch (sort) {
            case "link" -> Entry.link(value);
            case "copy" -> Entry.copy(source(value));
            case "zip" -> Entry.zip(source(value));
            case "tar" -> Entry.tar(source(value));
            case "base64" -> new Entry.File(new Content.Bytes(value.replaceAll("\\s", "")), facts(fields));
            case "size" -> new Entry.File(Content.random(value, seed(fields)), facts(fields));
            case "content" -> new Entry.File(Content.from(source(value)), facts(fields));
            default -> new Entry.File(Content.text(value), facts(fields));
        };
    }

    private Source source(String place) {
        Source source = new Source(place);
        return source.isResource() ? source : Source.file(places.path(source.path()));
    }

    private long seed(Map<String, Field> fields) {
        Field seed = fields.get("seed");
        String number = seed == null ? "0" : text.text(seed.value(), "a seed");
        if (seed == null || number == null) {
            return 0;
        }
        Long parsed = text.read(seed.value(), () -> {
            if (!number.matches("-?\\d{1,18}")) {
                throw new IllegalArgumentException("a seed is a whole number: " + number);
            }
            return Long.parseLong(number);
        });
        return parsed == null ? 0 : parsed;
    }

    private Entry.Facts facts(Map<String, Field> fields) {
        Field modified = fields.get("modified");
        Field mode = fields.get("mode");
        return new Entry.Facts(
                modified == null ? null : text.read(modified.value(), () -> time(modified.value())),
                mode == null ? null : text.read(mode.value(), () -> mode(mode.value())));
    }

    private @Nullable Instant time(Node node) {
        String written = text.text(node, "a time");
        try {
            return written == null ? null : Instant.parse(written);
        } catch (DateTimeException invalid) {
            throw new IllegalArgumentException("a time is written like 2026-01-31T12:00:00Z: " + written, invalid);
        }
    }

    private @Nullable Integer mode(Node node) {
        String written = text.text(node, "a mode");
        if (written != null && !written.matches("0?[0-7]{3,4}")) {
            throw new IllegalArgumentException("a mode is octal digits, such as 0644: " + written);
        }
        return written == null ? null : Integer.valueOf(written, 8);
    }
}
