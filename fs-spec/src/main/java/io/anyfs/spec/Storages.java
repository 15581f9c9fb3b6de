package io.anyfs.spec;

import io.anyfs.FsPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The storages in a part of a spec. */
final class Storages {

    private Storages() {}

    /** The part with other storages in the place of its own. */
    static SpecNode map(SpecNode node, UnaryOperator<SpecNode.Storage> change) {
        if (node instanceof SpecNode.Storage storage) {
            return change.apply(storage);
        } else if (node instanceof SpecNode.Wrapped wrapped) {
            return new SpecNode.Wrapped(wrapped.wrappers(), map(wrapped.inner(), change));
        } else if (node instanceof SpecNode.Filled filled) {
            return new SpecNode.Filled(filled.files(), map(filled.inner(), change));
        } else if (node instanceof SpecNode.Mount mount) {
            Map<FsPath, SpecNode> mounts = new LinkedHashMap<>();
            mount.mounts().forEach((path, mounted) -> mounts.put(path, map(mounted, change)));
            return new SpecNode.Mount(mounts);
        } else if (node instanceof SpecNode.Union union) {
            return new SpecNode.Union(
                    map(union.write(), change), map(union.lower(), change), union.newFiles(), union.byPath());
        }
        return node;
    }

    private static List<SpecNode> map(List<SpecNode> layers, UnaryOperator<SpecNode.Storage> change) {
        return layers.stream().map(layer -> map(layer, change)).toList();
    }
}
