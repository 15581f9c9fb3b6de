package io.anyfs.cli.spec;

import io.anyfs.FsPath;
import io.anyfs.cli.command.UsageException;
import io.anyfs.overlay.union.UnionBackend;
import io.anyfs.overlay.union.UnionChange;
import io.anyfs.overlay.union.UnionChange.Kind;
import io.anyfs.spec.Spec;
import io.anyfs.spec.SpecException;
import io.anyfs.spec.SpecNode;
import io.anyfs.spec.SpecUser;
import io.anyfs.text.JsonLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which union of a spec a command is about. */
final class UnionAt {

    @Parameters(index = "0", paramLabel = "FILE", description = "The spec.")
    private Path file = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PATH",
            description = "Where the union is. Not needed where the spec has one only.")
    private @Nullable String path;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "In what this user of the spec sees, and not in its root.")
    private @Nullable String user;

    /**
     * An open union.
     *
     * @param path where it is in the spec
     * @param backend what it is
     */
    record Opened(FsPath path, UnionBackend backend) implements AutoCloseable {

        /** The path in the spec of a path in the union. */
        FsPath shown(FsPath inside) {
            return path.isRoot() ? inside : inside.isRoot() ? path : FsPath.of(path.toString() + inside);
        }

        /** How many changes there are, of those kinds that there are. */
        Map<Kind, Long> count() throws IOException {
            Map<Kind, Long> counts = new EnumMap<>(Kind.class);
            backend.diff(change -> counts.merge(change.kind(), 1L, Long::sum));
            return counts;
        }

        @Override
        public void close() throws IOException {
            backend.close();
        }
    }

    /** Opens the union alone: nothing else of the spec, and none of the wrappers around it. */
    Opened open(Path workingDirectory) throws IOException {
        Spec spec = read(workingDirectory.resolve(file));
        Map<FsPath, SpecNode.Union> unions = spec.unions();
        FsPath at = path == null ? only(unions) : FsPath.of(path);
        SpecNode.Union union = unions.get(at);
        if (union == null) {
            throw new UsageException("there is no union at " + at + "; " + places(unions));
        }
        if (union.write().size() != 1 || union.lower().isEmpty()) {
            throw new UsageException(
                    "the union at " + at + " has no changes of its own: that needs one layer under write:,"
                            + " and one or more under lower:");
        }
        return new Opened(at, spec.openUnion(union));
    }

    private Spec read(Path absolute) throws IOException {
        Spec spec;
        try {
            spec = Spec.read(absolute);
        } catch (SpecException wrong) {
            throw new UsageException(wrong.problems().get(0) + "; see: anyfs spec check " + file, wrong);
        }
        if (user == null) {
            return spec;
        }
        SpecUser named = spec.users().get(user);
        if (named == null) {
            throw new UsageException(file + " has no user '" + user + "'; it has "
                    + String.join(", ", spec.users().keySet()));
        }
        SpecNode seen = named.root();
        return seen == null ? spec : new Spec(spec.definitions(), seen, Map.of());
    }

    private FsPath only(Map<FsPath, SpecNode.Union> unions) {
        if (unions.size() != 1) {
            throw new UsageException("name the path of a union; " + places(unions));
        }
        return unions.keySet().iterator().next();
    }

    private String places(Map<FsPath, SpecNode.Union> unions) {
        return unions.isEmpty()
                ? file + " has none"
                        + (user == null ? " in its root; --user NAME looks into what a user sees" : " there")
                : file + " has one at "
                        + unions.keySet().stream().map(FsPath::toString).collect(Collectors.joining(", "));
    }

    /** What happened to a path, in a word. */
    static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** How many of each, as fields. */
    static JsonLine json(String action, Map<Kind, Long> counts) {
        JsonLine json = JsonLine.readable().put("action", action);
        for (Kind kind : UnionChange.Kind.values()) {
            json.put(word(kind), counts.getOrDefault(kind, 0L));
        }
        return json;
    }

    /** How many of each, in words. */
    static String text(Map<Kind, Long> counts) {
        return counts.isEmpty()
                ? "nothing was changed"
                : counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + word(count.getKey()))
                        .collect(Collectors.joining(", "));
    }
}
