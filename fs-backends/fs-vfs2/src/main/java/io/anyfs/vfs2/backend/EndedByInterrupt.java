package io.anyfs.vfs2.backend;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets an interrupt end waits that do not notice one, such as those for a socket: it ends the connection, and with that the wait.
 * There is no other way, as what comes next on the connection would be the answer that nobody waited for. For one connection, which
 * is used by one thread at a time; others may end it.
 */
final class EndedByInterrupt extends AbstractInterruptibleChannel {

    private final Runnable ending;
    private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();

    /** A call that waits. */
    @FunctionalInterface
    interface Call<T extends @Nullable Object> {
        T run() throws IOException;
    }

    /**
     * For one connection.
     *
     * @param ending ends it; called by who interrupts, so it must not wait
     */
    EndedByInterrupt(Runnable ending) {
        this.ending = ending;
    }

    /**
     * Makes a call, which may make others by this.
     *
     * @throws ClosedByInterruptException if this thread is interrupted, before or meanwhile; it stays so, and the connection has
     *     ended
     */
    <T extends @Nullable Object> T run(Call<T> call) throws IOException {
        if (!waiting.compareAndSet(null, Thread.currentThread())) {
            // Within another call, or to end one of another thread.
            return call.run();
        }
        boolean done = false;
        begin();
        try {
            T result = call.run();
            done = true;
            return result;
        } finally {
            waiting.set(null);
            end(done);
        }
    }

    @Override
    protected void implCloseChannel() {
        ending.run();
    }

    /** Ends the connection if a thread waits for it, which then goes on. */
    void endIfWaiting() {
        Thread other = waiting.get();
        if (other != null && other != Thread.currentThread()) {
            ending.run();
        }
    }

    /** A stream of the connection. */
    InputStream reading(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public void close() throws IOException {
                endIfWaiting();
                run(() -> {
                    in.close();
                    return this;
                });
            }

            @Override
            public int read() throws IOException {
                return run(in::read);
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return run(() -> in.read(target, offset, length));
            }

            @Override
            public long skip(long count) throws IOException {
                return run(() -> in.skip(count));
            }
        };
    }

    /** A stream of the connection. */
    OutputStream writing(OutputStream stream) {
        return new FilterOutputStream(stream) {
            @Override
            public void write(int octet) throws IOException {
                run(() -> {
                    out.write(octet);
                    return this;
                });
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                run(() -> {
                    out.write(source, offset, length);
                    return this;
                });
            }

            @Override
            public void flush() throws IOException {
                run(() -> {
                    out.flush();
                    return this;
                });
            }

            @Override
            public void close() throws IOException {
                endIfWaiting();
                run(() -> {
                    out.close();
                    return this;
                });
            }
        };
    }
}
