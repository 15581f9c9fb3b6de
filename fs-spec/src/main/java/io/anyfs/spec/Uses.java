package io.anyfs.spec;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which definitions a part of a spec uses. */
final class Uses {

    private Uses() {}

    /** Whether a definition uses itself, through others or not. */
    static boolean leadToThemselves(String name, Map<String, SpecNode> definitions) {
        Set<String> reached = new HashSet<>();
        reach(definitions.get(name), definitions, reached);
        return reached.contains(name);
    }

    private static void reach(@Nullable SpecNode node, Map<String, SpecNode> definitions, Set<String> reached) {
        if (node != null) {
            each(node, name -> {
                if (reached.add(name)) {
                    reach(definitions.get(name), definitions, reached);
                }
            });
        }
    }

    private static void each(SpecNode node, Consumer<String> told) {
        if (node instanceof SpecNode.Use use) {
            told.accept(use.definition());
        } else if (node instanceof SpecNode.Wrapped wrapped) {
            each(wrapped.inner(), told);
        } else if (node instanceof SpecNode.Filled filled) {
            each(filled.inner(), told);
        } else if (node instanceof SpecNode.Mount mount) {
            mount.mounts().values().forEach(mounted -> each(mounted, told));
        } else if (node instanceof SpecNode.Union union) {
            union.write().forEach(layer -> each(layer, told));
            union.lower().forEach(layer -> each(layer, told));
        }
    }
}
