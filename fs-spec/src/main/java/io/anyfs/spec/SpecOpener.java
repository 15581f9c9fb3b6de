package io.anyfs.spec;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.overlay.mount.MountBackend;
import io.anyfs.overlay.mount.MountOptions;
import io.anyfs.overlay.union.NewFilePolicy;
import io.anyfs.overlay.union.UnionBackend;
import io.anyfs.overlay.union.UnionLayer;
import io.anyfs.overlay.union.UnionOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.Backends;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import io.anyfs.tree.Glob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Opens the parts of one spec. What a definition names is opened once. Used by one thread. */
final class SpecOpener {

    private final Spec spec;
    private final Map<String, SharedBackend> shared = new HashMap<>();
    private final Set<String> opening = new HashSet<>();

    SpecOpener(Spec spec) {
        this.spec = spec;
    }

    /** Opens a part. Where it fails nothing of it stays open. */
    Backend open(SpecNode node) throws IOException {
        if (node instanceof SpecNode.Storage storage) {
            return Backends.open(storage.whole());
        } else if (node instanceof SpecNode.Wrapped wrapped) {
            return wrap(wrapped);
        } else if (node instanceof SpecNode.Filled filled) {
            return fill(filled);
        } else if (node instanceof SpecNode.Use use) {
            return share(use.definition());
        } else if (node instanceof SpecNode.Mount mount) {
            return mount(mount);
        } else {
            return union((SpecNode.Union) node);
        }
    }

    private Backend mount(SpecNode.Mount mount) throws IOException {
        SpecNode root = mount.mounts().get(FsPath.ROOT);
        MountBackend tree = root == null ? new MountBackend() : new MountBackend(open(root));
        try {
            // Those above come first, whatever the order in which they are written: a mount hides what is below it.
            List<FsPath> paths = mount.mounts().keySet().stream()
                    .filter(path -> !path.isRoot())
                    .sorted(Comparator.comparingInt(path -> path.names().size()))
                    .toList();
            for (FsPath path : paths) {
                Backend storage = open(Objects.requireNonNull(mount.mounts().get(path)));
                try {
                    tree.mount(path, storage, MountOptions.DEFAULT);
                } catch (IOException | RuntimeException | Error failure) {
                    Closing.after(failure, List.of(storage));
                    throw failure;
                }
            }
            return tree;
        } catch (IOException | RuntimeException | Error failure) {
            Closing.after(failure, List.of(tree));
            throw failure;
        }
    }

    /** Opens a union. Where it fails nothing of it stays open. */
    UnionBackend union(SpecNode.Union union) throws IOException {
        List<UnionLayer> layers = new ArrayList<>();
        try {
            for (SpecNode layer : union.write()) {
                layers.add(UnionLayer.writable("write " + (layers.size() + 1), open(layer)));
            }
            for (SpecNode layer : union.lower()) {
                layers.add(UnionLayer.readOnly(
                        "lower " + (layers.size() + 1 - union.write().size()), open(layer)));
            }
            return new UnionBackend(layers, UnionOptions.DEFAULT.withNewFiles(newFiles(union)));
        } catch (IOException | RuntimeException | Error failure) {
            Closing.after(failure, layers.stream().map(UnionLayer::backend).toList());
            throw failure;
        }
    }

    private static NewFilePolicy newFiles(SpecNode.Union union) {
        NewFilePolicy otherwise = switch (union.newFiles()) {
            case FIRST -> NewFilePolicy.FIRST;
            case MOST_FREE -> NewFilePolicy.MOST_FREE;
        };
        Map<Glob, String> rules = new LinkedHashMap<>();
        union.byPath().forEach((glob, layer) -> rules.put(Glob.of(glob), "write " + layer));
        NewFilePolicy byPath = NewFilePolicy.byPath(rules);
        return (path, layers) -> rules.keySet().stream().anyMatch(glob -> glob.matches(path))
                ? byPath.choose(path, layers)
                : otherwise.choose(path, layers);
    }

    private Backend wrap(SpecNode.Wrapped wrapped) throws IOException {
        Backend backend = open(wrapped.inner());
        try {
            for (int i = wrapped.wrappers().size() - 1; i >= 0; i--) {
                WrapperUse use = wrapped.wrappers().get(i);
                WrapperProvider wrapper = Backends.wrapper(use.name());
                backend = wrapper.wrap(backend, SettingValues.of(use.name(), wrapper.settings(), use.settings()));
            }
            return backend;
        } catch (IOException | RuntimeException | Error failure) {
            Closing.after(failure, List.of(backend));
            throw failure;
        }
    }

    private Backend fill(SpecNode.Filled filled) throws IOException {
        Backend backend = open(filled.inner());
        try (FileSystem fs = FileSystem.over(new Lent(backend))) {
            filled.files().writeTo(fs, FsPath.ROOT);
        } catch (IOException | RuntimeException | Error failure) {
            Closing.after(failure, List.of(backend));
            throw failure;
        }
        return backend;
    }

    /** A storage that stays open. */
    private static final class Lent extends ForwardingBackend {
        Lent(Backend owned) {
            super(owned);
        }

        @Override
        public void close() {}
    }

    private Backend share(String name) throws IOException {
        SharedBackend known = shared.get(name);
        if (known != null) {
            return known.share();
        }
        SpecNode definition = spec.definitions().get(name);
        if (definition == null) {
            throw new IllegalArgumentException("nothing is defined as '" + name + "'");
        }
        if (!opening.add(name)) {
            throw new IllegalArgumentException("'" + name + "' is made of itself");
        }
        SharedBackend opened = new SharedBackend(open(definition));
        opening.remove(name);
        shared.put(name, opened);
        return opened.share();
    }
}
