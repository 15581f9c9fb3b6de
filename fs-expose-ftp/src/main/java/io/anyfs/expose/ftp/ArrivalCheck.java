package io.anyfs.expose.ftp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/** Asks the kernel whether there is anything to read from a channel that others read, or its end. Safe for use by many threads. */
final class ArrivalCheck implements Closeable {

    private @Nullable Selector selector;
    private boolean closed;

    /** Whether there are no bytes and no end. {@code false} also where that cannot be told, as for a closed channel. Never waits. */
    synchronized boolean isNothingThere(SelectableChannel channel) {
        try {
            return !closed && isNothingThere(channel, open());
        } catch (IOException | ClosedSelectorException | IllegalBlockingModeException untold) {
            return false;
        }
    }

    private static boolean isNothingThere(SelectableChannel channel, Selector selector) throws IOException {
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        try {
            return selector.selectNow() == 0 && key.isValid();
        } finally {
            // A channel that is closed meanwhile is not gone before nobody has it registered.
            key.cancel();
            selector.selectNow();
        }
    }

    private Selector open() throws IOException {
        Selector opened = selector;
        if (opened == null) {
            opened = Selector.open();
            selector = opened;
        }
        return opened;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (selector != null) {
            selector.close();
        }
    }
}
