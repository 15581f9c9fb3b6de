package io.anyfs.overlay.union;

import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.tree.Glob;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of several writable layers takes a new entry. Asked only where there is a choice; an entry that exists is changed where
 * it is. Has to be safe for use by many threads.
 */
@FunctionalInterface
public interface NewFilePolicy {

    /** The first writable layer. */
    NewFilePolicy FIRST = (path, layers) -> layers.get(0);

    /** The layer with the most usable space. One that does not know its space comes last; of equal ones the first is taken. */
    NewFilePolicy MOST_FREE = (path, layers) -> {
        UnionLayer best = layers.get(0);
        long most = -1;
        for (UnionLayer layer : layers) {
            boolean known = layer.backend().capabilities(FsPath.ROOT).has(Capability.SPACE);
            long usable = known ? layer.backend().space(FsPath.ROOT).usable() : -1;
            if (usable > most) {
                best = layer;
                most = usable;
            }
        }
        return best;
    };

    /**
     * By the path: the layer of the first pattern that matches, or the first layer where none does. A layer that cannot take the
     * entry, because what is above would hide it, is passed over.
     *
     * @param layersByGlob names of layers by pattern, in the order in which they are tried
     */
    static NewFilePolicy byPath(Map<Glob, String> layersByGlob) {
        Map<Glob, String> rules = new LinkedHashMap<>(layersByGlob);
        return (path, layers) -> {
            for (Map.Entry<Glob, String> rule : rules.entrySet()) {
                if (rule.getKey().matches(path)) {
                    for (UnionLayer layer : layers) {
                        if (layer.name().equals(rule.getValue())) {
                            return layer;
                        }
                    }
                }
            }
            return layers.get(0);
        };
    }

    /**
     * Chooses.
     *
     * @param path of the new entry
     * @param layers the writable layers in which it would be seen, top first; never empty
     * @return one of them
     */
    UnionLayer choose(FsPath path, List<UnionLayer> layers) throws IOException;
}
