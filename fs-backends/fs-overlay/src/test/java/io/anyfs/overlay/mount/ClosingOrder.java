package io.anyfs.overlay.mount;

import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers which storages were closed, each as often as it was. */
final class ClosingOrder {

    private final List<String> closed = new CopyOnWriteArrayList<>();

    List<String> closed() {
        return List.copyOf(closed);
    }

    Backend storage(String name) {
        return storage(name, Trees.memory());
    }

    Backend storage(String name, Backend inner) {
        return new Remembering(name, inner, false);
    }

    Backend failing(String name) {
        return new Remembering(name, Trees.memory(), true);
    }

    private final class Remembering extends ForwardingBackend {
        private final String own;
        private final boolean fails;

        Remembering(String own, Backend inner, boolean fails) {
            super(inner);
            this.own = own;
            this.fails = fails;
        }

        @Override
        public void close() throws IOException {
            closed.add(own);
            super.close();
            if (fails) {
                throw new IOException(own);
            }
        }
    }
}
