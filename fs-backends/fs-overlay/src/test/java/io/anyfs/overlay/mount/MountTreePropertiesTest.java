package io.anyfs.overlay.mount;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FsPath;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is mounted and unmounted, in whatever order, the longest mount point owns a path. */
class MountTreePropertiesTest {

    @Property
    void the_owner_is_what_is_mounted_at_the_longest_part_of_a_path(
            @ForAll("paths") List<FsPath> changes, @ForAll("path") FsPath asked) {
        Mount root = mount(FsPath.ROOT);
        Map<FsPath, Mount> expected = new HashMap<>();
        expected.put(FsPath.ROOT, root);
        MountTree tree = new MountTree(root);
        for (FsPath path : changes) {
            if (path.isRoot()) {
                continue;
            }
            Mount there = expected.remove(path);
            if (there == null) {
                expected.put(path, mount(path));
                tree = tree.with(expected.get(path));
            } else {
                tree = tree.without(path);
            }
        }
        FsPath longest = asked;
        while (!expected.containsKey(longest)) {
            longest = longest.parentOrRoot();
        }
        Place place = tree.find(asked);
        assertEquals(longest, place.mount().path());
        assertEquals(expected.containsKey(asked), place.isMountPoint());
        boolean above = expected.keySet().stream().anyMatch(path -> path.startsWith(asked));
        assertEquals(above, place.node() != null);
        FsPath owner = longest;
        assertEquals(
                expected.keySet().stream().anyMatch(path -> path.startsWith(owner) && !path.equals(owner)),
                place.nested());
        FsPath parent = asked.parentOrRoot();
        boolean parentAbove = expected.keySet().stream().anyMatch(path -> path.startsWith(parent));
        assertEquals(!above && parentAbove && !expected.containsKey(parent), place.virtualParent());
        assertEquals(expected.size(), tree.mounts().size());
    }

    private static Mount mount(FsPath path) {
        VirtualRoot storage = new VirtualRoot(Instant.EPOCH);
        return new Mount(path, storage, storage, false);
    }

    @Provide
    Arbitrary<FsPath> path() {
        return Arbitraries.of("a", "b").list().ofMaxSize(4).map(names -> FsPath.of("/" + String.join("/", names)));
    }

    @Provide
    Arbitrary<List<FsPath>> paths() {
        return path().list().ofMaxSize(12);
    }
}
