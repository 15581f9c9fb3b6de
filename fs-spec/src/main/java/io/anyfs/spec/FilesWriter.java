package io.anyfs.spec;

import io.anyfs.FsPath;
import io.anyfs.spec.content.Content;
import io.anyfs.spec.content.Entry;
import io.anyfs.spec.content.FileTree;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes what {@link FilesReader} reads. */
final class FilesWriter {

    private FilesWriter() {}

    static Map<String, Object> write(FileTree tree) {
        Map<String, Object> files = new LinkedHashMap<>();
        tree.entries().forEach((path, entry) -> files.put(key(path, entry), value(entry)));
        return files;
    }

    private static String key(FsPath path, Entry entry) {
        return entry instanceof Entry.Directory && !path.isRoot() ? path + "/" : path.toString();
    }

    private static Object value(Entry entry) {
        if (entry instanceof Entry.File file
                && file.content() instanceof Content.Text text
                && file.facts().equals(Entry.Facts.NONE)) {
            return text.text();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        if (entry instanceof Entry.File file) {
            put(file.content(), fields);
            put(file.facts(), fields);
        } else if (entry instanceof Entry.Directory directory) {
            put(directory.facts(), fields);
        } else if (entry instanceof Entry.Link link) {
            fields.put("link", link.target());
        } else if (entry instanceof Entry.Tree tree) {
            String format = tree.format() == Entry.Format.PLAIN
                    ? "copy"
                    : tree.format().name().toLowerCase(Locale.ROOT);
            fields.put(format, tree.source().place());
        }
        return fields;
    }

    private static void put(Content content, Map<String, Object> fields) {
        if (content instanceof Content.Text text) {
            fields.put("text", text.text());
        } else if (content instanceof Content.Bytes bytes) {
            fields.put("base64", bytes.base64());
        } else if (content instanceof Content.Seeded seeded) {
            fields.put("size", seeded.size());
            fields.put("seed", seeded.seed());
        } else if (content instanceof Content.Copied copied) {
            fields.put("content", copied.source().place());
        }
    }

    private static void put(Entry.Facts facts, Map<String, Object> fields) {
        if (facts.modified() != null) {
            fields.put("modified", facts.modified().toString());
        }
        if (facts.mode() != null) {
            fields.put("mode", String.format(Locale.ROOT, "%04o", facts.mode()));
        }
    }
}
