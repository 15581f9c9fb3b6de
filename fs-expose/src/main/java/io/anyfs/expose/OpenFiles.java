package io.anyfs.expose;

import io.anyfs.FsPath;
import io.anyfs.expose.TransferInfo.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What one session has open, within its limit. Safe for use by many threads. */
final class OpenFiles {

    private final FileService service;
    private final Session session;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Slot> slots = ConcurrentHashMap.newKeySet();

    OpenFiles(FileService service, Session session) {
        this.service = service;
        this.session = session;
    }

    /** Opens something into a slot of its own. */
    interface Opening<T> {
        T in(Slot slot) throws IOException;
    }

    <T extends Closeable> T list(FsPath path, Opening<T> opening) throws IOException {
        return open(new Slot(Kind.LISTING, path, null), opening);
    }

    /** Opens a transfer, unless a listener is against it. Its meter tells them how it ends. */
    <T extends Closeable> T transfer(Kind kind, FileAction action, List<RateLimit> rates, Opening<T> opening)
            throws IOException {
        long begun = System.nanoTime();
        Listeners listeners = service.listeners();
        try {
            listeners.before(session, action);
            TransferMeter meter =
                    new TransferMeter(session, action, listeners, service.clock(), rates, service.transferHash());
            return open(new Slot(kind, action.path(), meter), opening);
        } catch (IOException | RuntimeException | Error failure) {
            listeners.failed(session, action, begun, failure);
            throw failure;
        }
    }

    List<TransferInfo> infos() {
        return slots.stream().map(Slot::info).toList();
    }

    /** Ends what waits for its rate. */
    void cutWaits() {
        for (Slot slot : slots) {
            if (slot.meter != null) {
                slot.meter.cut();
            }
        }
    }

    /** Closes all. Returns the first failure, with the others suppressed. */
    @Nullable
    IOException evictAll() {
        IOException failure = null;
        for (Slot slot : slots) {
            try {
                slot.evict();
            } catch (IOException failed) {
                failure = joined(failure, failed);
            }
        }
        return failure;
    }

    static IOException joined(@Nullable IOException earlier, IOException failure) {
        if (earlier == null) {
            return failure;
        }
        if (earlier != failure) {
            earlier.addSuppressed(failure);
        }
        return earlier;
    }

    private static <T extends Closeable> T open(Slot slot, Opening<T> opening) throws IOException {
        boolean opened = false;
        try {
            T handle = opening.in(slot);
            slot.occupant = handle;
            opened = true;
            return handle;
        } finally {
            if (!opened) {
                slot.vacate();
            }
        }
    }

    /** A place among the open files of the session, and of the service if it is a transfer. Given back once. */
    final class Slot {
        private final Kind kind;
        private final FsPath path;
        private final @Nullable TransferMeter meter;
        private final long begun = System.nanoTime();
        private final AtomicBoolean vacated = new AtomicBoolean();
        private volatile @Nullable Closeable occupant;

        private Slot(Kind kind, FsPath path, @Nullable TransferMeter meter) throws ServiceUnavailableException {
            this.kind = kind;
            this.path = path;
            this.meter = meter;
            if (count.incrementAndGet() > service.limits().maxOpenFiles()) {
                count.decrementAndGet();
                throw new ServiceUnavailableException("too many open files in this session");
            }
            if (meter != null) {
                boolean begins = false;
                try {
                    service.transferBegins(session);
                    begins = true;
                } finally {
                    if (!begins) {
                        count.decrementAndGet();
                    }
                }
            }
            slots.add(this);
        }

        /** Of a transfer. */
        TransferMeter meter() {
            if (meter == null) {
                throw new IllegalStateException("a listing is no transfer");
            }
            return meter;
        }

        TransferInfo info() {
            return meter == null
                    ? new TransferInfo(kind, path, 0, 0, Duration.ofNanos(System.nanoTime() - begun))
                    : meter.info(kind);
        }

        /** Closes whoever is in it. */
        void evict() throws IOException {
            Closeable handle = occupant;
            if (handle != null) {
                handle.close();
            }
            vacate();
        }

        void vacate() {
            if (vacated.compareAndSet(false, true)) {
                slots.remove(this);
                count.decrementAndGet();
                if (meter != null) {
                    service.transferEnds(session);
                }
            }
        }
    }
}
