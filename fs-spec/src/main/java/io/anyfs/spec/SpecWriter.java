package io.anyfs.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes a spec so that it reads the same. */
final class SpecWriter {

    private SpecWriter() {}

    static String write(Spec spec) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("anyfs", Spec.VERSION);
        if (!spec.definitions().isEmpty()) {
            Map<String, Object> definitions = new LinkedHashMap<>();
            spec.definitions().forEach((name, node) -> definitions.put(name, node(node)));
            document.put("define", definitions);
        }
        document.put("root", node(spec.root()));
        if (!spec.users().isEmpty()) {
            Map<String, Object> users = new LinkedHashMap<>();
            spec.users().forEach((name, user) -> users.put(name, user(user)));
            document.put("users", users);
        }
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setWidth(1_000)
                .build();
        return new Dump(settings).dumpToString(document);
    }

    private static Object node(SpecNode node) {
        if (node instanceof SpecNode.Storage storage && storage.options().isEmpty()) {
            return storage.url();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        SpecNode inner = node;
        if (node instanceof SpecNode.Wrapped wrapped) {
            inner = wrapped.inner();
        }
        SpecNode filled = inner;
        if (filled instanceof SpecNode.Filled with) {
            inner = with.inner();
        }
        if (inner instanceof SpecNode.Storage storage) {
            fields.put("url", storage.url());
            if (!storage.options().isEmpty()) {
                fields.put("options", new LinkedHashMap<>(storage.options()));
            }
        } else if (inner instanceof SpecNode.Mount mount) {
            Map<String, Object> mounts = new LinkedHashMap<>();
            mount.mounts().forEach((path, mounted) -> mounts.put(path.toString(), node(mounted)));
            fields.put("mount", mounts);
        } else if (inner instanceof SpecNode.Union union) {
            fields.put("union", union(union));
        } else if (inner instanceof SpecNode.Use use) {
            fields.put("use", use.definition());
        }
        if (filled instanceof SpecNode.Filled with) {
            fields.put("files", FilesWriter.write(with.files()));
        }
        if (node instanceof SpecNode.Wrapped wrapped) {
            fields.put(
                    "wrap", wrapped.wrappers().stream().map(SpecWriter::wrapper).toList());
        }
        return fields;
    }

    private static Map<String, Object> union(SpecNode.Union union) {
        Map<String, Object> fields = new LinkedHashMap<>();
        putLayers(fields, "write", union.write());
        putLayers(fields, "lower", union.lower());
        if (union.newFiles() == SpecNode.NewFiles.MOST_FREE) {
            fields.put("newFiles", "most-free");
        }
        if (!union.byPath().isEmpty()) {
            fields.put("byPath", new LinkedHashMap<>(union.byPath()));
        }
        return fields;
    }

    private static void putLayers(Map<String, Object> fields, String name, List<SpecNode> layers) {
        List<Object> written = new ArrayList<>();
        layers.forEach(layer -> written.add(node(layer)));
        if (!written.isEmpty()) {
            fields.put(name, written.size() == 1 ? written.get(0) : written);
        }
    }

    private static Object wrapper(WrapperUse wrapper) {
        if (wrapper.settings().isEmpty()) {
            return wrapper.name();
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        wrapper.settings()
                .forEach((name, values) ->
                        settings.put(name, values.size() == 1 ? values.get(0) : new ArrayList<>(values)));
        return Map.of(wrapper.name(), settings);
    }

    private static Map<String, Object> user(SpecUser user) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (user.password() != null) {
            fields.put("password", user.password());
        }
        if (user.keys() != null) {
            fields.put("keys", user.keys());
        }
        if (user.root() != null) {
            fields.put("root", node(user.root()));
        }
        return fields;
    }
}
