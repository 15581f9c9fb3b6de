package io.anyfs.overlay.quota;

import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;

/** A storage that stays open when its wrapper is closed. */
final class Borrowed extends ForwardingBackend {

    Borrowed(Backend delegate) {
        super(delegate);
    }

    @Override
    public void close() {}
}
