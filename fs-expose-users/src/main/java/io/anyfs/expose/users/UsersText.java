package io.anyfs.expose.users;

import io.anyfs.yaml.Problem;
import io.anyfs.yaml.YamlText;
import io.anyfs.yaml.YamlText.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The text of a file of users, in which lines are changed and all others stay as they are, comments too. What is written in braces is
 * not changed, but refused. Immutable.
 */
final class UsersText {

    /** What a new file begins with. */
    static final String NEW = """
            # Who may log in to servers of anyfs. 'anyfs user' changes this file and keeps what else is in it.
            anyfs-users: 1
            users:
            """;

    private final List<String> lines;
    private final @Nullable Field section;
    private final Map<String, Field> users;

    /** A text that was read without a problem. */
    UsersText(String text) {
        this.lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        if (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        List<Problem> problems = new ArrayList<>();
        YamlText yaml = new YamlText("users", problems);
        Node document = yaml.compose(text, "users:");
        requireLines(document, "the file");
        this.section = document == null
                ? null
                : yaml.fields(document, "a file of users").get("users");
        Node members = section == null ? null : section.value();
        if (members == null || YamlText.isNothing(members)) {
            this.users = Map.of();
        } else {
            requireLines(members, "users:");
            this.users = yaml.fields(members, "users:");
        }
    }

    String add(String name, Map<String, Object> fields) {
        if (section == null) {
            lines.add("users:");
            return insert(lines.size(), 2, Map.of(name, fields));
        }
        if (users.isEmpty()) {
            int line = line(section.key());
            int colon = lines.get(line).indexOf(':', column(section.key()));
            String value = lines.get(line).substring(colon + 1).strip();
            if (!value.isEmpty() && !value.startsWith("#")) {
                lines.set(line, lines.get(line).substring(0, colon + 1));
            }
            return insert(line + 1, 2, Map.of(name, fields));
        }
        Field last = new ArrayList<>(users.values()).get(users.size() - 1);
        return insert(lastLine(last) + 1, column(last.key()), Map.of(name, fields));
    }

    String remove(String name) {
        Field user = user(name);
        lines.subList(line(user.key()), lastLine(user) + 1).clear();
        return text();
    }

    /** Writes a field of a user, or takes it out if there is no value. */
    String set(String name, String fieldName, @Nullable Object value) {
        Field user = user(name);
        requireLines(user.value(), "'" + name + "'");
        Map<String, Field> fields = new YamlText("users", new ArrayList<>()).fields(user.value(), "a user");
        Field field = fields.get(fieldName);
        int column = column(fields.values().iterator().next().key());
        int at = lastLine(user) + 1;
        if (field != null) {
            at = line(field.key());
            lines.subList(at, lastLine(field) + 1).clear();
        }
        return value == null ? text() : insert(at, column, Map.of(fieldName, value));
    }

    private Field user(String name) {
        Field user = users.get(name);
        if (user == null) {
            throw new IllegalArgumentException("there is no user '" + name + "'");
        }
        return user;
    }

    private String insert(int at, int column, Map<String, Object> part) {
        List<String> added = new ArrayList<>();
        UserWriter.dump(part).lines().forEach(line -> added.add(" ".repeat(column) + line));
        lines.addAll(at, added);
        return text();
    }

    private String text() {
        return String.join("\n", lines) + "\n";
    }

    private static void requireLines(@Nullable Node node, String what) {
        if (node instanceof CollectionNode<?> collection && collection.getFlowStyle() == FlowStyle.FLOW) {
            if (collection.getValue().isEmpty()) {
                return;
            }
            throw new IllegalArgumentException(
                    what + " is written in braces, which are not changed; write it in lines, or change it by hand");
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElseThrow();
    }

    private static int column(Node node) {
        return node.getStartMark().map(Mark::getColumn).orElseThrow();
    }

    /** The end of a block is where the next one begins, behind comments that are none of its; that of its last text is exact. */
    private static int lastLine(Field field) {
        Node node = field.value();
        while (node instanceof CollectionNode<?> collection
                && collection.getFlowStyle() != FlowStyle.FLOW
                && !collection.getValue().isEmpty()) {
            if (node instanceof MappingNode mapping) {
                node = mapping.getValue().get(mapping.getValue().size() - 1).getValueNode();
            } else if (node instanceof SequenceNode sequence) {
                node = sequence.getValue().get(sequence.getValue().size() - 1);
            }
        }
        Mark end = node.getEndMark().orElseThrow();
        // A text of several lines ends at the start of the line behind it.
        int last = end.getColumn() == 0 ? end.getLine() - 1 : end.getLine();
        return Math.max(last, line(field.key()));
    }
}
