package io.anyfs.spec;

import io.anyfs.spi.Suggestion;
import io.anyfs.yaml.Problem;
import io.anyfs.yaml.YamlText;
import io.anyfs.yaml.YamlText.Field;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a spec with what it includes, and finds all that is wrong in it. */
final class SpecReader {

    private static final String BEGINNING = "anyfs: " + Spec.VERSION + " and root:";
    private static final List<String> FIELDS = List.of("anyfs", "include", "define", "root", "users");
    private static final List<String> INCLUDED_FIELDS = List.of("anyfs", "include", "define");

    private final List<Problem> problems = new ArrayList<>();
    private final List<NodeReader.Reference> references = new ArrayList<>();
    private final Set<Path> included = new HashSet<>();
    private final Map<String, SpecNode> definitions = new LinkedHashMap<>();
    /** Those too that make no sense, so that each mistake is told once. */
    private final Set<String> defined = new HashSet<>();

    private final Map<String, SpecUser> users = new LinkedHashMap<>();
    private @Nullable SpecNode root;

    private SpecReader() {}

    static Spec read(String yaml) {
        SpecReader reader = new SpecReader();
        reader.document(yaml, "spec", null);
        return reader.spec();
    }

    static Spec.Sourced read(Path file, String yaml) {
        SpecReader reader = new SpecReader();
        reader.included.add(file.toAbsolutePath().normalize());
        reader.document(yaml, file.toString(), file);
        return new Spec.Sourced(reader.spec(), reader.included);
    }

    private Spec spec() {
        checkReferences();
        if (!problems.isEmpty() || root == null) {
            problems.sort(Comparator.comparing(Problem::source)
                    .thenComparing(Problem::line)
                    .thenComparing(Problem::column));
            throw new SpecException(problems);
        }
        return new Spec(definitions, root, users);
    }

    private void document(String yaml, String source, @Nullable Path file) {
        YamlText text = new YamlText(source, problems);
        Node document = text.compose(yaml, BEGINNING);
        if (document == null) {
            return;
        }
        Map<String, Field> fields = text.fields(document, "a spec");
        text.knowOnly(fields, "a spec", FIELDS);
        header(text, document, fields, file);
        NodeReader nodes = new NodeReader(text, references, file);
        Field rootField = fields.get("root");
        if (rootField != null) {
            root = nodes.node(rootField.value());
        } else if (!fields.isEmpty()) {
            text.problem(document, "a spec needs root: what is opened");
        }
        Field usersField = fields.get("users");
        if (usersField != null) {
            text.fields(usersField.value(), "users:").forEach((name, user) -> user(name, user.value(), text, nodes));
        }
    }

    /** What included files have too. */
    private void header(YamlText text, Node document, Map<String, Field> fields, @Nullable Path file) {
        Field version = fields.get("anyfs");
        if (version == null) {
            text.problem(document, "say which version of the language it is: anyfs: " + Spec.VERSION);
        } else if (!Integer.toString(Spec.VERSION).equals(text.text(version.value(), "the version"))) {
            text.problem(version.value(), "this anyfs knows version " + Spec.VERSION + " of the language only");
        }
        Field define = fields.get("define");
        if (define != null) {
            NodeReader nodes = new NodeReader(text, references, file);
            text.fields(define.value(), "define:").forEach((name, field) -> {
                SpecNode node = nodes.node(field.value());
                if (!defined.add(name)) {
                    text.problem(field.key(), "'" + name + "' is defined in another file too");
                } else if (node != null) {
                    definitions.put(name, node);
                }
            });
        }
        Field include = fields.get("include");
        if (include != null) {
            for (Node member : text.members(include.value())) {
                include(text, member, file);
            }
        }
    }

    private void include(YamlText text, Node node, @Nullable Path from) {
        String name = text.text(node, "a file to include");
        if (name == null) {
            return;
        }
        if (from == null) {
            text.problem(node, "a text cannot include files, only a file can");
            return;
        }
        try {
            Path file = from.resolveSibling(name);
            if (included.add(file.toAbsolutePath().normalize())) {
                includedDocument(Files.readString(file, StandardCharsets.UTF_8), file);
            }
        } catch (IOException | InvalidPathException unreadable) {
            text.problem(node, "cannot be included: " + unreadable);
        }
    }

    private void includedDocument(String yaml, Path file) {
        YamlText text = new YamlText(file.toString(), problems);
        Node document = text.compose(yaml, BEGINNING);
        if (document != null) {
            Map<String, Field> fields = text.fields(document, "an included file");
            text.knowOnly(fields, "an included file", INCLUDED_FIELDS);
            header(text, document, fields, file);
        }
    }

    private void user(String name, Node node, YamlText text, NodeReader nodes) {
        Map<String, Field> fields = text.fields(node, "a user");
        text.knowOnly(fields, "a user", List.of("password", "keys", "root"));
        Field password = fields.get("password");
        Field keys = fields.get("keys");
        Field seen = fields.get("root");
        String secret = password == null ? null : nodes.secret(password.value());
        String file = keys == null ? null : nodes.file(keys.value(), "a file of public keys");
        SpecNode userRoot = seen == null ? null : nodes.node(seen.value());
        if (password == null && keys == null) {
            text.problem(node, "a user needs a password, keys or both to log in");
        } else if (secret != null || file != null) {
            users.put(name, new SpecUser(secret, file, userRoot));
        }
    }

    private void checkReferences() {
        for (NodeReader.Reference reference : references) {
            String name = reference.use().definition();
            if (!defined.contains(name)) {
                String closest = Suggestion.closest(name, defined);
                reference.problem("nothing is defined as '" + name + "'; "
                        + (closest == null ? "define: names what can be used" : "did you mean " + closest + "?"));
            } else if (Uses.leadToThemselves(name, definitions)) {
                reference.problem("'" + name + "' is made of itself");
            }
        }
    }
}
