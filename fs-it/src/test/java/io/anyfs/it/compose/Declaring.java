package io.anyfs.it.compose;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;

/** A model that refuses what another storage refuses. */
final class Declaring extends ForwardingBackend {

    private final Capabilities others;

    Declaring(Backend model, Capabilities others) {
        super(model);
        this.others = others;
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        Capabilities declared = super.capabilities(path);
        Capability[] missing = declared.asSet().stream()
                .filter(capability -> !others.has(capability))
                .toArray(Capability[]::new);
        return declared.without(missing).within(others.limits());
    }
}
