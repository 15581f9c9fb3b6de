package io.anyfs.spec;

import io.anyfs.spi.Backend;
import io.anyfs.spi.Backends;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
        } else if (node instanceof SpecNode.Use use) {
            return share(use.definition());
        }
        throw new IllegalStateException("not yet " + node);
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
