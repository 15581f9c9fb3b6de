package io.anyfs.overlay.union;

import io.anyfs.Capability;
import io.anyfs.FsPath;
import java.util.ArrayList;
import java.util.List;

/**
 * A write layer and what is below it.
 *
 * @param top the write layer
 * @param below the other layers as a union of their own, written to in its first; never closed, as the layers are not its own
 */
record Stack(Layer top, UnionBackend below) {

    static Stack of(List<Layer> layers) {
        List<UnionLayer> lower = new ArrayList<>();
        for (Layer layer : layers.subList(1, layers.size())) {
            boolean first = layer.index() == 1;
            lower.add(new UnionLayer(layer.union().name(), layer.backend(), first && canTakeChanges(layer)));
        }
        return new Stack(layers.get(0), new UnionBackend(lower));
    }

    private static boolean canTakeChanges(Layer layer) {
        int longest = layer.backend().capabilities(FsPath.ROOT).limits().maxNameBytes();
        return layer.has(Capability.WRITE) && longest >= Markers.NAME_BYTES;
    }
}
