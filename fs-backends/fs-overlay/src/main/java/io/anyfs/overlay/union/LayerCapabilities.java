package io.anyfs.overlay.union;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a union can do, given its layers. */
final class LayerCapabilities {

    private LayerCapabilities() {}

    static Capabilities of(List<Layer> layers) {
        List<Layer> writable = layers.stream().filter(Layer::writable).toList();
        List<Capability> missing = new ArrayList<>(List.of(
                // A directory of several layers is no single thing to move, list or delete.
                Capability.MOVE_DIRECTORY,
                Capability.RECURSIVE_LIST,
                Capability.DELETE_TREE,
                // What comes from a lower layer is copied, and through this process.
                Capability.ATOMIC_MOVE,
                Capability.COPY,
                Capability.HARD_LINKS,
                // Directories and marks that a write brings with it are not forced.
                Capability.DURABLE));
        for (Capability capability : Capability.values()) {
            List<Layer> asked = isOfAllLayers(capability) || writable.isEmpty() ? layers : writable;
            boolean has = switch (capability) {
                // What a lower layer has is copied to move it, and the copy has to keep the time.
                case MOVE -> all(asked, Capability.MOVE) && all(asked, Capability.SET_LAST_MODIFIED);
                // Content of a lower layer is filled in first, so that what is changed lies before the end.
                case UPDATE -> all(asked, Capability.UPDATE) && all(asked, Capability.RANDOM_WRITE);
                default -> all(asked, capability);
            };
            if (!has || (writable.isEmpty() && isOfWriting(capability))) {
                missing.add(capability);
            }
        }
        return Capabilities.all(limits(writable.isEmpty() ? layers : writable))
                .without(missing.toArray(Capability[]::new));
    }

    private static boolean isOfAllLayers(Capability capability) {
        return switch (capability) {
            case READ_AFTER_DELETE, CASE_SENSITIVE, NORMALIZATION_SENSITIVE -> true;
            default -> false;
        };
    }

    private static boolean isOfWriting(Capability capability) {
        return switch (capability) {
            case READ_AFTER_DELETE, CASE_SENSITIVE, NORMALIZATION_SENSITIVE, SYMBOLIC_LINKS, SPACE -> false;
            default -> true;
        };
    }

    private static boolean all(List<Layer> layers, Capability capability) {
        return layers.stream().allMatch(layer -> layer.has(capability));
    }

    /** Of a path the mark of its last name has to fit too. */
    private static Capabilities.Limits limits(List<Layer> layers) {
        int name = Integer.MAX_VALUE;
        int path = Integer.MAX_VALUE;
        long size = Long.MAX_VALUE;
        Duration precision = Duration.ofNanos(1);
        for (Layer layer : layers) {
            Capabilities.Limits limits =
                    layer.backend().capabilities(FsPath.ROOT).limits();
            name = Math.min(name, limits.maxNameBytes());
            path = Math.min(path, limits.maxPathBytes());
            size = Math.min(size, limits.maxFileSize());
            precision = limits.timestampPrecision().compareTo(precision) > 0 ? limits.timestampPrecision() : precision;
        }
        int room = path == Integer.MAX_VALUE ? path : Math.max(1, path - Markers.NAME_BYTES - 1);
        return new Capabilities.Limits(name, room, size, precision);
    }
}
