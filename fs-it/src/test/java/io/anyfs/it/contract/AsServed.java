package io.anyfs.it.contract;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;

/** A client that can do what its protocol can and the storage behind the server, too. */
final class AsServed extends ForwardingBackend {

    private final Capabilities capabilities;

    AsServed(Backend client, Capabilities served) {
        super(client);
        Capabilities both = client.capabilities(FsPath.ROOT);
        for (Capability capability : both.asSet()) {
            if (!served.has(capability)) {
                both = both.without(capability);
            }
        }
        Capabilities.Limits there = served.limits();
        Capabilities.Limits here = both.limits();
        this.capabilities = both.within(new Capabilities.Limits(
                Math.min(here.maxNameBytes(), there.maxNameBytes()),
                Math.min(here.maxPathBytes(), there.maxPathBytes()),
                Math.min(here.maxFileSize(), there.maxFileSize()),
                here.timestampPrecision()));
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return capabilities;
    }
}
