package io.anyfs.spec;

import io.anyfs.FsPath;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the unions of a spec are that its root shows, within mounts and wrappers; not those that are layers of others. */
final class Unions {

    private final Spec spec;
    private final Map<FsPath, SpecNode.Union> found = new LinkedHashMap<>();

    private Unions(Spec spec) {
        this.spec = spec;
    }

    static Map<FsPath, SpecNode.Union> of(Spec spec) {
        Unions unions = new Unions(spec);
        unions.add(FsPath.ROOT, spec.root());
        return unions.found;
    }

    private void add(FsPath at, SpecNode node) {
        if (node instanceof SpecNode.Union union) {
            found.put(at, union);
        } else if (node instanceof SpecNode.Wrapped wrapped) {
            add(at, wrapped.inner());
        } else if (node instanceof SpecNode.Filled filled) {
            add(at, filled.inner());
        } else if (node instanceof SpecNode.Mount mount) {
            mount.mounts().forEach((path, mounted) -> add(below(at, path), mounted));
        } else if (node instanceof SpecNode.Use use) {
            SpecNode definition = spec.definitions().get(use.definition());
            if (definition != null) {
                add(at, definition);
            }
        }
    }

    private static FsPath below(FsPath at, FsPath path) {
        FsPath result = at;
        for (String name : path.names()) {
            result = result.child(name);
        }
        return result;
    }
}
