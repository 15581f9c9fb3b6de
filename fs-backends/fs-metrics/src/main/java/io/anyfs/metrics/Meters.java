package io.anyfs.metrics;

import io.anyfs.ErrorKind;
import io.anyfs.Operation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of one storage. */
final class Meters {

    private final MeterRegistry registry;
    private final String storage;
    private final Counter bytesRead;
    private final Counter bytesWritten;
    private final AtomicLong open = new AtomicLong();
    private final Gauge openGauge;

    Meters(MeterRegistry registry, String storage) {
        this.registry = registry;
        this.storage = storage;
        this.bytesRead = bytes("anyfs.bytes.read", "bytes that were read from files");
        this.bytesWritten = bytes("anyfs.bytes.written", "bytes that were written to files");
        this.openGauge = Gauge.builder("anyfs.handles.open", open, AtomicLong::doubleValue)
                .description("open files and listings")
                .tag("storage", storage)
                .strongReference(true)
                .register(registry);
    }

    /** A call. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** A call without a result. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    <T> T time(Operation operation, Work<T> work) throws IOException {
        Timer.Sample sample = Timer.start(registry);
        String outcome = "done";
        try {
            return work.run();
        } catch (IOException | RuntimeException | Error failure) {
            outcome = word(ErrorKind.of(failure));
            throw failure;
        } finally {
            sample.stop(Timer.builder("anyfs.operations")
                    .description("calls of a storage")
                    .tag("storage", storage)
                    .tag("operation", word(operation))
                    .tag("outcome", outcome)
                    .register(registry));
        }
    }

    void act(Operation operation, Action action) throws IOException {
        time(operation, () -> {
            action.run();
            return operation;
        });
    }

    void read(long bytes) {
        if (bytes > 0) {
            bytesRead.increment((double) bytes);
        }
    }

    void written(long bytes) {
        bytesWritten.increment((double) bytes);
    }

    void opened() {
        open.incrementAndGet();
    }

    void ended() {
        open.decrementAndGet();
    }

    /** Nothing more is to be told of open files. What was counted stays. */
    void close() {
        registry.remove(openGauge);
    }

    private Counter bytes(String name, String description) {
        return Counter.builder(name)
                .description(description)
                .baseUnit("bytes")
                .tag("storage", storage)
                .register(registry);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
