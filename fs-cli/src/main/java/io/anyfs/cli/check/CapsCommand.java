package io.anyfs.cli.check;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.Space;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.Place.Notation;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.text.ByteSize;
import io.anyfs.cli.text.Table;
import io.anyfs.cli.text.Table.Align;
import io.anyfs.text.JsonLine;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs caps}. */
@Command(
        name = "caps",
        description = "Show what a storage can do at a place, its limits, and the room there is.",
        footer = {
            "  anyfs caps mem:",
            "  anyfs caps tree.yaml /incoming",
            "  anyfs caps s3://bucket /incoming",
            "  anyfs caps --json local:/srv | jq '.capabilities'"
        })
public final class CapsCommand extends Subcommand {

    @Parameters(
            index = "0",
            paramLabel = "PLACE",
            description = "Where. It need not exist, the storage has to. With a PATH, it may be the file of a spec.")
    private String at = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PATH",
            description = "A path in the spec, or below the place.")
    private @Nullable String below;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    /** The command in an environment. */
    public CapsCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        Place place = below == null ? place(at) : below(below);
        Capabilities capabilities = place.fileSystem().capabilities(place.path());
        Space space = capabilities.has(Capability.SPACE) ? place.fileSystem().space(place.path()) : null;
        if (json) {
            terminal().print(json(place, capabilities).put("space", space == null ? null : json(space)));
            return;
        }
        Table table = new Table(Align.LEFT, Align.LEFT);
        table.add("storage", place.fileSystem().name());
        for (Capability capability : Capability.values()) {
            table.add(name(capability), capabilities.has(capability) ? "yes" : "no");
        }
        Capabilities.Limits limits = capabilities.limits();
        table.add("longest name", limit(limits.maxNameBytes(), Integer.MAX_VALUE, " bytes"));
        table.add("longest path", limit(limits.maxPathBytes(), Integer.MAX_VALUE, " bytes"));
        table.add("largest file", limit(limits.maxFileSize(), Long.MAX_VALUE, " bytes"));
        table.add("precision of times", precision(limits.timestampPrecision()));
        if (space != null) {
            table.add("space", ByteSize.human(space.usable()) + " usable of " + ByteSize.human(space.total()));
        }
        for (String line : table.lines()) {
            terminal().print(line);
        }
    }

    private Place below(String path) throws IOException {
        String below = path.startsWith("/") ? path : "/" + path;
        Place outer = place(at);
        if (outer.notation() == Notation.LOCAL_PATH && isFile(outer)) {
            String file = environment().workingDirectory().resolve(at).toString();
            return place(FsUrl.of("spec", file + "!" + below).toString());
        }
        return outer.at(FsPath.of(outer.path() + below));
    }

    private static boolean isFile(Place place) throws IOException {
        return place.fileSystem().exists(place.path()) && place.stat().type() == FileType.FILE;
    }

    private static JsonLine json(Place place, Capabilities capabilities) {
        JsonLine flags = JsonLine.readable();
        for (Capability capability : Capability.values()) {
            flags.put(capability.name(), capabilities.has(capability));
        }
        Capabilities.Limits limits = capabilities.limits();
        return JsonLine.readable()
                .put("path", place.text())
                .put("storage", place.fileSystem().name())
                .put("capabilities", flags)
                .put(
                        "limits",
                        JsonLine.readable()
                                .put("maxNameBytes", limits.maxNameBytes())
                                .put("maxPathBytes", limits.maxPathBytes())
                                .put("maxFileSize", limits.maxFileSize())
                                .put(
                                        "timestampPrecisionNanos",
                                        limits.timestampPrecision().toNanos()));
    }

    private static JsonLine json(Space space) {
        return JsonLine.readable()
                .put("total", space.total())
                .put("free", space.free())
                .put("usable", space.usable());
    }

    private static String name(Capability capability) {
        return capability.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String limit(long value, long none, String unit) {
        return value == none ? "no limit" : value + unit;
    }

    private static String precision(Duration step) {
        return step.toSeconds() > 0 ? step.toSeconds() + " s" : step.toNanos() + " ns";
    }
}
