package io.anyfs.spec;

import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend of several owners: closed with the last. */
final class SharedBackend {

    private final Backend backend;
    private final AtomicInteger owners = new AtomicInteger();

    SharedBackend(Backend backend) {
        this.backend = backend;
    }

    /** What one more owner closes. */
    Backend share() {
        owners.incrementAndGet();
        return new Share(backend);
    }

    private final class Share extends ForwardingBackend {

        Share(Backend backend) {
            super(backend);
        }

        @Override
        public void close() throws IOException {
            if (owners.decrementAndGet() == 0) {
                super.close();
            }
        }
    }
}
