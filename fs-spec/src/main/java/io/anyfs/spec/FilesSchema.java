package io.anyfs.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes {@code files:} to editors. */
final class FilesSchema {

    private static final Map<String, Object> TEXT = Map.of("type", List.of("string", "number", "boolean"));

    private FilesSchema() {}

    static Map<String, Object> files() {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "text", "The text of a file, in UTF-8.", TEXT);
        put(fields, "base64", "The bytes of a file, encoded.", Map.of("type", "string"));
        put(fields, "size", "So many bytes by chance, always the same by the seed.", bytes());
        put(fields, "seed", "Decides which bytes. Unless set: 0.", Map.of("type", "integer"));
        put(fields, "content", "The bytes of a file: a path, or resource:NAME.", Map.of("type", "string"));
        put(fields, "link", "Where a symbolic link leads.", Map.of("type", "string"));
        put(fields, "copy", "A directory or a file to copy: a path, or resource:NAME.", Map.of("type", "string"));
        put(fields, "zip", "A zip file to unpack: a path, or resource:NAME.", Map.of("type", "string"));
        put(
                fields,
                "tar",
                "A tar file to unpack, perhaps by gzip or bzip2: a path, or resource:NAME.",
                Map.of("type", "string"));
        put(fields, "modified", "The modification time, such as 2026-01-31T12:00:00Z.", Map.of("type", "string"));
        put(
                fields,
                "mode",
                "The permission bits, such as 0644.",
                Map.of("type", List.of("string", "integer"), "pattern", "^0?[0-7]{3,4}$"));
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("type", List.of("object", "null"));
        described.put("properties", fields);
        described.put("additionalProperties", false);
        Map<String, Object> files = new LinkedHashMap<>();
        files.put(
                "description",
                "What is written into it when it is opened: text, or what is described, by its path."
                        + " A path of a directory ends in a slash.");
        files.put("type", "object");
        files.put("propertyNames", Map.of("pattern", "^/"));
        files.put("additionalProperties", Map.of("anyOf", List.of(TEXT, described)));
        return files;
    }

    private static Map<String, Object> bytes() {
        return Map.of(
                "type", List.of("integer", "string"), "minimum", 0, "pattern", "^[0-9.]+ ?[kKmMgGtT]?[iI]?[bB]?$");
    }

    private static void put(Map<String, Object> fields, String name, String description, Map<String, Object> schema) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("description", description);
        described.putAll(schema);
        fields.put(name, described);
    }
}
