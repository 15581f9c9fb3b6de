package io.anyfs.yaml;

import io.anyfs.spi.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** One YAML text: what is in it by its shape, and a list for what is wrong in it. Not safe for use by many threads. */
public final class YamlText {

    private final String source;
    private final List<Problem> problems;

    /**
     * A text.
     *
     * @param source what problems name as their place
     * @param problems where they are added
     */
    public YamlText(String source, List<Problem> problems) {
        this.source = source;
        this.problems = problems;
    }

    /**
     * A field of a mapping.
     *
     * @param key its name
     * @param value what is written for it
     */
    public record Field(Node key, Node value) {}

    /**
     * Parses the text; {@code null} if it is empty or no YAML, which is a problem.
     *
     * @param beginning what to write into an empty file
     */
    public @Nullable Node compose(String yaml, String beginning) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(source).build();
            Optional<Node> document =
                    new Composer(settings, new ParserImpl(settings, new StreamReader(settings, yaml))).getSingleNode();
            if (document.isEmpty()) {
                problem(1, 1, "the file is empty; write " + beginning);
            }
            return document.orElse(null);
        } catch (MarkedYamlEngineException invalid) {
            Mark mark = invalid.getProblemMark().orElse(null);
            String what = invalid.getProblem() == null ? "this is no YAML" : invalid.getProblem();
            if (what.startsWith("mapping values are not allowed")) {
                what += "; put quotes around a value with a colon at its end, such as 'mem:'";
            }
            problem(mark == null ? 1 : mark.getLine() + 1, mark == null ? 1 : mark.getColumn() + 1, what);
            return null;
        } catch (YamlEngineException invalid) {
            problem(1, 1, "this is no YAML: " + invalid.getMessage());
            return null;
        }
    }

    /** Notes what is wrong at a node. */
    public void problem(Node node, String what) {
        int line = node.getStartMark().map(Mark::getLine).orElse(0);
        int column = node.getStartMark().map(Mark::getColumn).orElse(0);
        problem(line + 1, column + 1, what);
    }

    private void problem(int line, int column, String what) {
        problems.add(new Problem(source, line, column, what));
    }

    /** The fields of a mapping in their order; what is no mapping or has a field twice is a problem. */
    public Map<String, Field> fields(Node node, String whatItIs) {
        Map<String, Field> fields = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem(node, whatItIs + " is written as names with values, such as 'name: value'");
            return fields;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String name = text(tuple.getKeyNode(), "a name");
            if (name != null && fields.putIfAbsent(name, new Field(tuple.getKeyNode(), tuple.getValueNode())) != null) {
                problem(tuple.getKeyNode(), "'" + name + "' is written twice");
            }
        }
        return fields;
    }

    /** Notes fields that are not known. */
    public void knowOnly(Map<String, Field> fields, String whatItIs, List<String> known) {
        fields.forEach((name, field) -> {
            if (!known.contains(name)) {
                String closest = Suggestion.closest(name, known);
                problem(
                        field.key(),
                        whatItIs + " has no '" + name + "'; "
                                + (closest == null
                                        ? "it can have " + String.join(", ", known)
                                        : "did you mean " + closest + "?"));
            }
        });
    }

    /** A text, a number or the like; {@code null} for anything else, which is a problem. */
    public @Nullable String text(Node node, String whatItIs) {
        if (node instanceof ScalarNode scalar && !isNothing(node)) {
            return scalar.getValue();
        }
        problem(node, whatItIs + (isNothing(node) ? " is missing" : " is one text or number"));
        return null;
    }

    /** The members of a list; what is no list stands for its only member. */
    public List<Node> members(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
    }

    /** The texts of a list, or the only one. */
    public List<String> texts(Node node, String whatTheyAre) {
        List<String> texts = new ArrayList<>();
        for (Node member : members(node)) {
            String text = text(member, whatTheyAre);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** What is made of a node; {@code null} where that is refused, which is noted with the message of the refusal. */
    public <T> @Nullable T read(Node node, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException invalid) {
            problem(node, String.valueOf(invalid.getMessage()));
            return null;
        }
    }

    /** Whether nothing is written where a value could be. */
    public static boolean isNothing(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }
}
