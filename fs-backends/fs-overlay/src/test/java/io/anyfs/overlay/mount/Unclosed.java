package io.anyfs.overlay.mount;

import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;

/** A storage that outlives who closes it, so that tests can look into it afterwards. */
final class Unclosed extends ForwardingBackend {

    Unclosed(Backend delegate) {
        super(delegate);
    }

    @Override
    public void close() {}
}
