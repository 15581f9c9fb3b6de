package io.anyfs.overlay.union;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.overlay.union.UnionChange.Kind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells the changes of a write layer. */
final class Differences implements ChangeWalk.Steps {

    private final Stack stack;
    private final Markers markers;
    private final Comparison comparison;
    private final UnionChange.Visitor visitor;

    Differences(Stack stack, Markers markers, UnionChange.Visitor visitor) {
        this.stack = stack;
        this.markers = markers;
        this.comparison = Comparison.of(stack);
        this.visitor = visitor;
    }

    void tell() throws IOException {
        new ChangeWalk(stack, markers, this).run();
    }

    @Override
    public void gone(FsPath path) throws IOException {
        visitor.visit(new UnionChange(path, Kind.DELETED));
    }

    @Override
    public void entry(FileInfo entry, @Nullable FileInfo below) throws IOException {
        Kind kind = kind(entry, below);
        if (kind != null) {
            visitor.visit(new UnionChange(entry.path(), kind));
        }
    }

    @Override
    public void left(FileInfo directory) {}

    private @Nullable Kind kind(FileInfo entry, @Nullable FileInfo below) throws IOException {
        if (below == null) {
            return Kind.ADDED;
        } else if (entry.type() != below.type()) {
            return Kind.TYPE;
        }
        return switch (entry.type()) {
            case DIRECTORY -> Comparison.sameMode(entry, below) ? null : Kind.ATTRIBUTES;
            case SYMBOLIC_LINK -> comparison.sameTarget(entry.path()) ? null : Kind.CHANGED;
            case FILE -> ofFile(entry, below);
            case OTHER -> null;
        };
    }

    private @Nullable Kind ofFile(FileInfo entry, FileInfo below) throws IOException {
        if (!comparison.sameBytes(entry, below)) {
            return Kind.CHANGED;
        }
        return Comparison.sameMode(entry, below) && comparison.sameTime(entry, below) ? null : Kind.ATTRIBUTES;
    }
}
