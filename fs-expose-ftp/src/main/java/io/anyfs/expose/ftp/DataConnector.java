package io.anyfs.expose.ftp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the next data connection of a client comes from: a port that we listen on (PASV, EPSV), or a port of the client
 * (PORT, EPRT). Either is good for one transfer, and only for the address of the control connection's client (RFC 2577).
 */
final class DataConnector implements Closeable {

    private final InetAddress local;
    private final InetAddress client;
    private final PassivePorts ports;
    private final long timeoutMillis;

    private @Nullable ServerSocketChannel listener;
    private @Nullable InetSocketAddress target;
    private boolean closed;

    DataConnector(InetAddress local, InetAddress client, PassivePorts ports, long timeoutMillis) {
        this.local = local;
        this.client = client;
        this.ports = ports;
        this.timeoutMillis = timeoutMillis;
    }

    /** Listens for the client; what was agreed on before is forgotten. */
    synchronized InetSocketAddress listen() throws IOException {
        forget();
        if (closed) {
            throw new IOException("the control connection is closed");
        }
        ServerSocketChannel listening = ports.listen(local);
        listener = listening;
        return (InetSocketAddress) listening.getLocalAddress();
    }

    /** Will connect to the client; what was agreed on before is forgotten. */
    synchronized void connectTo(InetSocketAddress address) throws IOException {
        forget();
        target = address;
    }

    /** Whether a transfer has anything to go by. */
    synchronized boolean isAgreed() {
        return listener != null || target != null;
    }

    /** Forgets what was agreed on. */
    synchronized void forget() throws IOException {
        target = null;
        ServerSocketChannel old = listener;
        listener = null;
        if (old != null) {
            old.close();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        forget();
    }

    /**
     * The data connection, in blocking mode.
     *
     * @throws DataConnectionException if there is none in time
     */
    SocketChannel open(Transfer transfer) throws IOException {
        ServerSocketChannel listening;
        InetSocketAddress address;
        synchronized (this) {
            listening = listener;
            address = target;
            listener = null;
            target = null;
        }
        if (listening != null) {
            try (listening) {
                return opened(accept(listening, transfer), transfer);
            }
        }
        if (address == null) {
            // The control connection was closed after the command had asked.
            throw DataConnectionException.notOpened(
                    "What was agreed on is forgotten", new AsynchronousCloseException());
        }
        return opened(connect(address, transfer), transfer);
    }

    private SocketChannel accept(ServerSocketChannel listening, Transfer transfer) throws IOException {
        transfer.uses(listening);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        try {
            while (true) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new SocketTimeoutException("nobody came");
                }
                listening.socket().setSoTimeout((int) left);
                Socket accepted = listening.socket().accept();
                if (client.equals(accepted.getInetAddress())) {
                    return accepted.getChannel();
                }
                // Somebody else tries to steal the connection.
                accepted.close();
            }
        } catch (IOException failure) {
            throw DataConnectionException.notOpened("No data connection was opened in time", failure);
        }
    }

    private SocketChannel connect(InetSocketAddress address, Transfer transfer) throws IOException {
        SocketChannel channel = SocketChannel.open();
        boolean connected = false;
        try {
            transfer.uses(channel);
            channel.bind(new InetSocketAddress(local, 0));
            channel.socket().connect(address, (int) timeoutMillis);
            connected = true;
            return channel;
        } catch (IOException failure) {
            throw DataConnectionException.notOpened("The data connection could not be opened", failure);
        } finally {
            if (!connected) {
                channel.close();
            }
        }
    }

    private static SocketChannel opened(SocketChannel channel, Transfer transfer) throws IOException {
        boolean ready = false;
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            transfer.uses(channel);
            transfer.moved(0);
            ready = true;
            return channel;
        } finally {
            if (!ready) {
                channel.close();
            }
        }
    }
}
