package io.anyfs.spec;

import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.spec.content.FileTree;
import io.anyfs.spi.BackendProvider;
import io.anyfs.spi.Backends;
import io.anyfs.spi.SecretSource;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.tree.Glob;
import io.anyfs.yaml.YamlText;
import io.anyfs.yaml.YamlText.Field;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads what can be opened: storages, mounts, unions, and their wrappers. */
final class NodeReader {

    private static final List<String> SORTS = List.of("url", "mount", "union", "use");
    private static final List<String> FIELDS = List.of("url", "options", "mount", "union", "use", "files", "wrap");

    /** Far more than anybody means; an alias that leads into itself has no end. */
    private static final int MAX_DEPTH = 100;

    private final YamlText text;
    private final List<Reference> references;
    private final RelativePlaces places;
    private int depth;

    /**
     * A reader.
     *
     * @param text what is read
     * @param references where uses of definitions are added
     * @param file which file is read, that paths in it are relative to; {@code null} for none
     */
    NodeReader(YamlText text, List<Reference> references, @Nullable Path file) {
        this.text = text;
        this.references = references;
        this.places = new RelativePlaces(file);
    }

    /** A use of a definition, and where it is written. */
    record Reference(SpecNode.Use use, Node node, YamlText text) {
        void problem(String what) {
            text.problem(node, what);
        }
    }

    /** What is written there; {@code null} if it makes no sense, which is noted. */
    @Nullable
    SpecNode node(Node node) {
        if (depth >= MAX_DEPTH) {
            text.problem(node, "this is nested too deep");
            return null;
        }
        depth++;
        try {
            return node instanceof ScalarNode && !YamlText.isNothing(node) ? storage(node, Map.of()) : described(node);
        } finally {
            depth--;
        }
    }

    private @Nullable SpecNode described(Node node) {
        Map<String, Field> fields = text.fields(node, "what is opened, if it is not just a URL,");
        if (fields.isEmpty()) {
            return null;
        }
        text.knowOnly(fields, "what is opened", FIELDS);
        List<String> sorts = SORTS.stream().filter(fields::containsKey).toList();
        if (sorts.size() != 1) {
            text.problem(node, "exactly one of url, mount, union and use says what is opened");
            return null;
        }
        Field options = fields.get("options");
        if (options != null && !fields.containsKey("url")) {
            text.problem(options.key(), "options belong to a url");
        }
        Node value = Objects.requireNonNull(fields.get(sorts.get(0))).value();
        SpecNode inner = switch (sorts.get(0)) {
            case "url" -> storage(value, options == null ? Map.of() : text.fields(options.value(), "options:"));
            case "mount" -> mount(value);
            case "union" -> union(value);
            default -> use(value);
        };
        Field files = fields.get("files");
        if (files != null) {
            FileTree tree = new FilesReader(text, places).read(files.value());
            inner = inner == null ? null : inner.files(tree);
        }
        Field wrap = fields.get("wrap");
        List<WrapperUse> wrappers = wrap == null ? List.of() : wrappers(wrap.value());
        return inner == null || wrappers.isEmpty() ? inner : new SpecNode.Wrapped(wrappers, inner);
    }

    private SpecNode.@Nullable Storage storage(Node node, Map<String, Field> options) {
        String url = text.text(node, "a URL");
        if (url == null) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        options.forEach((name, field) -> {
            String value = text.text(field.value(), "an option");
            if (value != null) {
                values.put(name, places.value(value));
            }
        });
        try {
            SpecNode.Storage storage = new SpecNode.Storage(places.url(url), values);
            if (knows(storage.whole(), options)) {
                Backends.locate(storage.whole());
            }
            return storage;
        } catch (IllegalArgumentException invalid) {
            text.problem(node, String.valueOf(invalid.getMessage()));
            return null;
        }
    }

    /** Whether the storage has these options; one that it has not is noted at its name. */
    private boolean knows(FsUrl url, Map<String, Field> options) {
        for (BackendProvider provider : Backends.providers()) {
            if (provider.schemes().contains(url.scheme())) {
                List<String> known =
                        provider.settings().stream().map(Setting::name).toList();
                Map<String, Field> own = new LinkedHashMap<>(options);
                own.keySet()
                        .removeIf(name -> url.wrappers().stream().anyMatch(wrapper -> name.startsWith(wrapper + ".")));
                text.knowOnly(own, url.scheme() + ":", known);
                return known.containsAll(own.keySet());
            }
        }
        return true;
    }

    private SpecNode mount(Node node) {
        Map<FsPath, SpecNode> mounts = new LinkedHashMap<>();
        text.fields(node, "mount:").forEach((at, field) -> {
            SpecNode mounted = node(field.value());
            try {
                if (!at.startsWith("/")) {
                    text.problem(field.key(), "a mount is at a path such as /archive; write /" + at);
                } else if (mounted != null && mounts.putIfAbsent(FsPath.of(at), mounted) != null) {
                    text.problem(field.key(), "two mounts at " + FsPath.of(at));
                }
            } catch (InvalidPathException invalid) {
                text.problem(field.key(), "a mount is at a path such as /archive: " + invalid.getMessage());
            }
        });
        return new SpecNode.Mount(mounts);
    }

    private SpecNode.@Nullable Union union(Node node) {
        Map<String, Field> fields = text.fields(node, "union:");
        text.knowOnly(fields, "a union", List.of("write", "lower", "newFiles", "byPath"));
        List<SpecNode> write = layers(fields.get("write"));
        List<SpecNode> lower = layers(fields.get("lower"));
        SpecNode.NewFiles newFiles = SpecNode.NewFiles.FIRST;
        Field rule = fields.get("newFiles");
        if (rule != null) {
            String name = text.text(rule.value(), "newFiles");
            if ("most-free".equals(name)) {
                newFiles = SpecNode.NewFiles.MOST_FREE;
            } else if (name != null && !"first".equals(name)) {
                text.problem(rule.value(), "new files go to the first layer or to the most-free: " + name);
            }
        }
        if (write.isEmpty() && lower.isEmpty()) {
            if (!fields.containsKey("write") && !fields.containsKey("lower")) {
                text.problem(node, "a union needs a layer: write, lower or both");
            }
            return null;
        }
        Field rules = fields.get("byPath");
        Map<String, Integer> byPath = rules == null ? Map.of() : byPath(rules.value(), write.size());
        return new SpecNode.Union(write, lower, newFiles, byPath);
    }

    private Map<String, Integer> byPath(Node node, int layers) {
        Map<String, Integer> rules = new LinkedHashMap<>();
        text.fields(node, "byPath:").forEach((glob, field) -> {
            String number = text.text(field.value(), "the number of a layer");
            if (number == null) {
                return;
            }
            try {
                Glob.of(glob);
                int layer = number.matches("\\d{1,4}") ? Integer.parseInt(number) : 0;
                if (layer >= 1 && layer <= layers) {
                    rules.put(glob, layer);
                } else {
                    text.problem(field.value(), "there is no such layer under write:; number them from 1 to " + layers);
                }
            } catch (IllegalArgumentException invalid) {
                text.problem(field.key(), "this is no glob: " + invalid.getMessage());
            }
        });
        return rules;
    }

    private List<SpecNode> layers(@Nullable Field field) {
        List<SpecNode> layers = new ArrayList<>();
        if (field != null) {
            for (Node member : text.members(field.value())) {
                SpecNode layer = node(member);
                if (layer != null) {
                    layers.add(layer);
                }
            }
        }
        return layers;
    }

    private SpecNode.@Nullable Use use(Node node) {
        String name = text.text(node, "the name of a definition");
        if (name == null) {
            return null;
        }
        SpecNode.Use use = new SpecNode.Use(name);
        references.add(new Reference(use, node, text));
        return use;
    }

    private List<WrapperUse> wrappers(Node node) {
        List<WrapperUse> wrappers = new ArrayList<>();
        for (Node member : text.members(node)) {
            if (member instanceof MappingNode) {
                Map<String, Field> named = text.fields(member, "a wrapper");
                if (named.size() > 1) {
                    text.problem(member, "each wrapper begins with '- ', so that their order can be seen");
                }
                named.forEach((name, field) -> wrappers.add(wrapper(name, field.key(), field.value())));
            } else {
                String name = text.text(member, "a wrapper");
                if (name != null) {
                    wrappers.add(wrapper(name, member, null));
                }
            }
        }
        return wrappers;
    }

    private WrapperUse wrapper(String name, Node at, @Nullable Node settings) {
        WrapperUse use = WrapperUse.of(name);
        Map<String, Field> fields = settings == null || YamlText.isNothing(settings)
                ? Map.of()
                : text.fields(settings, "what is set of " + name);
        List<Setting> known;
        try {
            known = Backends.wrapper(name).settings();
        } catch (IllegalArgumentException unknown) {
            text.problem(at, String.valueOf(unknown.getMessage()));
            return use;
        }
        for (Map.Entry<String, Field> field : fields.entrySet()) {
            use = set(use, field.getKey(), field.getValue(), known);
        }
        List<Setting> missing = known.stream()
                .filter(setting -> setting.required() && !fields.containsKey(setting.name()))
                .toList();
        if (!missing.isEmpty()) {
            check(name, missing, Map.of(), at);
        }
        return use;
    }

    private WrapperUse set(WrapperUse use, String name, Field field, List<Setting> known) {
        Setting.Type type = known.stream()
                .filter(setting -> setting.name().equals(name))
                .map(Setting::type)
                .findFirst()
                .orElse(null);
        List<String> values;
        if (type == Setting.Type.SECRET) {
            String kept = secret(field.value());
            if (kept == null) {
                return use;
            }
            values = List.of(kept);
        } else {
            values = text.texts(field.value(), name);
        }
        check(use.name(), optional(known), Map.of(name, values), type == null ? field.key() : field.value());
        return use.set(name, values.toArray(String[]::new));
    }

    private void check(String name, List<Setting> settings, Map<String, List<String>> written, Node at) {
        try {
            SettingValues.of(name, settings, written);
        } catch (IllegalArgumentException invalid) {
            text.problem(at, String.valueOf(invalid.getMessage()));
        }
    }

    private static List<Setting> optional(List<Setting> settings) {
        return settings.stream()
                .map(setting -> new Setting(
                        setting.name(),
                        setting.type(),
                        setting.description(),
                        setting.choices(),
                        setting.standard(),
                        false))
                .toList();
    }

    /** Where a secret is kept, {@code env:NAME} or {@code {env: NAME}}; {@code null} if it does not say so, which is noted. */
    @Nullable
    String secret(Node node) {
        String written = node instanceof MappingNode ? source(node) : text.text(node, "a secret");
        if (written != null) {
            try {
                SecretSource.parse(written);
                return places.value(written);
            } catch (IllegalArgumentException unclear) {
                text.problem(node, "a secret " + unclear.getMessage());
            }
        }
        return null;
    }

    /** A file that is named, relative to that which names it. */
    @Nullable
    String file(Node node, String whatItIs) {
        String name = text.text(node, whatItIs);
        try {
            return name == null ? null : places.path(Path.of(name)).toString();
        } catch (InvalidPathException invalid) {
            text.problem(node, whatItIs + " has no such path: " + invalid.getReason());
            return null;
        }
    }

    private @Nullable String source(Node node) {
        Map<String, Field> fields = text.fields(node, "a secret");
        List<String> sources = List.of("env", "file", "value");
        text.knowOnly(fields, "a secret", sources);
        if (fields.size() != 1 || !sources.containsAll(fields.keySet())) {
            text.problem(node, "a secret is kept in one place: env: NAME or file: PATH");
            return null;
        }
        Map.Entry<String, Field> source = fields.entrySet().iterator().next();
        String place = text.text(source.getValue().value(), "where a secret is");
        return place == null ? null : source.getKey() + ":" + place;
    }
}
