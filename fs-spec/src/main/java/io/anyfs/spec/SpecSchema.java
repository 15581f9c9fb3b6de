package io.anyfs.spec;

import io.anyfs.spi.BackendProvider;
import io.anyfs.spi.Backends;
import io.anyfs.spi.Setting;
import io.anyfs.spi.WrapperProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Describes the language to editors, as JSON Schema (draft 2020-12): with the storages and wrappers that are on the class path, so
 * that names are completed and explained while one types.
 */
public final class SpecSchema {

    private SpecSchema() {}

    /** The schema, as JSON. */
    public static String json() {
        return Json.pretty(schema());
    }

    private static Map<String, Object> schema() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("anyfs", described("The version of the language.", Map.of("const", Spec.VERSION)));
        fields.put("include", described("Files with further definitions, relative to this one.", texts()));
        fields.put(
                "define",
                described(
                        "What can be used by its name.",
                        map("type", "object", "additionalProperties", reference("node"))));
        fields.put("root", described("What is opened.", reference("node")));
        fields.put(
                "users",
                described(
                        "Who may log in to a server.",
                        map("type", "object", "additionalProperties", reference("user"))));
        Map<String, Object> definitions = new LinkedHashMap<>();
        definitions.put("node", node());
        definitions.put("files", FilesSchema.files());
        definitions.put("nodes", anyOf(reference("node"), map("type", "array", "items", reference("node"))));
        definitions.put("wrapper", wrapper());
        definitions.put("wrappers", anyOf(reference("wrapper"), map("type", "array", "items", reference("wrapper"))));
        definitions.put("secret", secret());
        definitions.put("user", user());
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "anyfs spec");
        schema.put("type", "object");
        schema.put("required", List.of("anyfs"));
        schema.put("properties", fields);
        schema.put("additionalProperties", false);
        schema.put("$defs", definitions);
        return schema;
    }

    private static Map<String, Object> node() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("url", described("A storage: " + schemes() + ".", map("type", "string")));
        fields.put("options", options());
        fields.put(
                "mount",
                described(
                        "One tree out of many: what is where.",
                        map(
                                "type",
                                "object",
                                "propertyNames",
                                map("pattern", "^/"),
                                "additionalProperties",
                                reference("node"))));
        fields.put("union", union());
        fields.put("use", described("What is defined under this name.", map("type", "string")));
        fields.put("files", reference("files"));
        fields.put("wrap", described("Wrappers, the outermost first.", reference("wrappers")));
        List<Object> sorts = new ArrayList<>();
        for (String sort : List.of("url", "mount", "union", "use")) {
            sorts.add(map("required", List.of(sort)));
        }
        return anyOf(
                described(
                        "The URL of a storage, perhaps with wrappers: readonly+local:/srv/data.",
                        map("type", "string", "pattern", "^[a-zA-Z][a-zA-Z0-9+.-]*:")),
                map("type", "object", "properties", fields, "additionalProperties", false, "oneOf", sorts));
    }

    private static Map<String, Object> union() {
        return described(
                "Layers that are seen as one.",
                map(
                        "type",
                        "object",
                        "properties",
                        map(
                                "write",
                                described("What takes changes, the topmost first.", reference("nodes")),
                                "lower",
                                described("What stays as it is, the topmost first.", reference("nodes")),
                                "newFiles",
                                described(
                                        "Which of several writable layers gets a new file.",
                                        map("enum", List.of("first", "most-free"))),
                                "byPath",
                                described(
                                        "Which of them, from 1, gets new files that match a glob.",
                                        map(
                                                "type",
                                                "object",
                                                "additionalProperties",
                                                map("type", "integer", "minimum", 1)))),
                        "additionalProperties",
                        false));
    }

    private static Map<String, Object> options() {
        Map<String, Object> options = new TreeMap<>();
        for (BackendProvider provider : Backends.providers()) {
            for (Setting setting : provider.settings()) {
                options.put(
                        setting.name(),
                        described(
                                String.join(
                                                ", ",
                                                provider.schemes().stream()
                                                        .sorted()
                                                        .toList()) + ": " + setting.description(),
                                map("type", List.of("string", "number", "boolean"))));
            }
        }
        return described(
                "Parameters of the URL, not encoded.",
                map(
                        "type",
                        "object",
                        "properties",
                        options,
                        "additionalProperties",
                        map("type", List.of("string", "number", "boolean"))));
    }

    private static Map<String, Object> wrapper() {
        Map<String, Object> wrappers = new LinkedHashMap<>();
        List<String> plain = new ArrayList<>();
        for (WrapperProvider wrapper : Backends.wrappers()) {
            wrappers.put(wrapper.name(), described(wrapper.description(), settings(wrapper.settings())));
            if (wrapper.settings().stream().noneMatch(Setting::required)) {
                plain.add(wrapper.name());
            }
        }
        return anyOf(
                map("enum", plain),
                map(
                        "type",
                        "object",
                        "properties",
                        wrappers,
                        "additionalProperties",
                        false,
                        "minProperties",
                        1,
                        "maxProperties",
                        1));
    }

    private static Map<String, Object> settings(List<Setting> settings) {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Setting setting : settings) {
            String standard = setting.standard() == null ? "" : " Unless set: " + setting.standard() + ".";
            fields.put(setting.name(), described(setting.description() + "." + standard, value(setting)));
            if (setting.required()) {
                required.add(setting.name());
            }
        }
        return required.isEmpty()
                ? map("type", List.of("object", "null"), "properties", fields, "additionalProperties", false)
                : map("type", "object", "properties", fields, "additionalProperties", false, "required", required);
    }

    private static Map<String, Object> value(Setting setting) {
        return switch (setting.type()) {
            case TEXT -> map("type", List.of("string", "number", "boolean"));
            case NUMBER -> map("type", List.of("integer", "string"), "minimum", 0, "pattern", "^[0-9]+$");
            case DECIMAL -> map("type", List.of("number", "string"), "minimum", 0);
            case BYTES ->
                map("type", List.of("integer", "string"), "minimum", 0, "pattern", "^[0-9.]+ ?[kKmMgGtT]?[iI]?[bB]?$");
            case DURATION -> map("type", "string", "pattern", "^[0-9]+ ?(ms|s|m|h|d)$");
            case FLAG -> map("enum", List.of(true, false));
            case CHOICE -> map("enum", setting.choices());
            case LIST -> texts();
            case SECRET -> reference("secret");
        };
    }

    private static Map<String, Object> secret() {
        return described(
                "Where a secret is kept: env:NAME or file:PATH.",
                anyOf(
                        map("type", "string", "pattern", "^(env|file|value):"),
                        map(
                                "type",
                                "object",
                                "properties",
                                map(
                                        "env",
                                        map("type", "string"),
                                        "file",
                                        map("type", "string"),
                                        "value",
                                        map("type", "string")),
                                "additionalProperties",
                                false,
                                "minProperties",
                                1,
                                "maxProperties",
                                1)));
    }

    private static Map<String, Object> user() {
        return map(
                "type",
                "object",
                "properties",
                map(
                        "password",
                        reference("secret"),
                        "keys",
                        described("A file of public keys, as OpenSSH's authorized_keys.", map("type", "string")),
                        "root",
                        described("What the user sees; unless set, the root of the spec.", reference("node"))),
                "additionalProperties",
                false,
                "anyOf",
                List.of(map("required", List.of("password")), map("required", List.of("keys"))));
    }

    private static Map<String, Object> texts() {
        List<String> scalar = List.of("string", "number", "boolean");
        return anyOf(map("type", scalar), map("type", "array", "items", map("type", scalar)));
    }

    private static String schemes() {
        return String.join(
                ", ",
                Backends.providers().stream()
                        .flatMap(provider -> provider.schemes().stream())
                        .sorted()
                        .map(scheme -> scheme + ":")
                        .toList());
    }

    private static Map<String, Object> reference(String definition) {
        return map("$ref", "#/$defs/" + definition);
    }

    private static Map<String, Object> anyOf(Object... choices) {
        return map("anyOf", List.of(choices));
    }

    private static Map<String, Object> described(String description, Map<String, Object> schema) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("description", description);
        described.putAll(schema);
        return described;
    }

    /** A mapping of names, at even places, to values, in this order. */
    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
