package io.anyfs.expose.ftp;

import io.anyfs.expose.WorkerThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.impl.FtpServerContext;
import org.apache.ftpserver.listener.nio.AbstractListener;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.jspecify.annotations.Nullable;

/**
 * FtpServer's listener for control connections, with what its own does not have: a backlog, no Nagle delay, long lines, exact
 * names, and a thread that never runs a command.
 */
final class ControlListener extends AbstractListener {

    private static final int PATIENCE_SECONDS = 10;

    private final FtpNetwork network;
    private final InetSocketAddress address;
    private final Conversations conversations;
    private final Executor workers;

    private @Nullable ExecutorService threads;
    private @Nullable ControlProcessor processor;
    private @Nullable NioSocketAcceptor acceptor;
    private @Nullable FtpServerContext context;

    ControlListener(FtpNetwork network, Conversations conversations, Executor workers) {
        super(
                network.listen().getHostString(),
                network.listen().getPort(),
                network.implicit(),
                null,
                new DataConnectionConfigurationFactory().createDataConnectionConfiguration(),
                0,
                null);
        this.network = network;
        this.address = network.listen();
        this.conversations = conversations;
        this.workers = workers;
    }

    @Override
    public synchronized void start(FtpServerContext serverContext) {
        ExecutorService newThreads = Executors.newCachedThreadPool(WorkerThreads.daemons("anyfs-ftp-control-"));
        ControlProcessor newProcessor = new ControlProcessor(newThreads);
        NioSocketAcceptor newAcceptor = new NioSocketAcceptor(newThreads, newProcessor);
        threads = newThreads;
        processor = newProcessor;
        acceptor = newAcceptor;
        context = serverContext;
        newAcceptor.setReuseAddress(true);
        // Who is connected stays so when no more are let in.
        newAcceptor.setCloseOnDeactivation(false);
        newAcceptor.setBacklog(network.backlog());
        newAcceptor.getSessionConfig().setTcpNoDelay(true);
        newAcceptor.getSessionConfig().setKeepAlive(true);
        newAcceptor.getSessionConfig().setReadBufferSize(2048);
        newAcceptor.getFilterChain().addLast("codec", new ProtocolCodecFilter(new ControlCodec()));
        newAcceptor.setHandler(new ControlHandler(serverContext, newProcessor, conversations, network, workers));
        boolean bound = false;
        try {
            newAcceptor.bind(address);
            setPort(newAcceptor.getLocalAddress().getPort());
            bound = true;
        } catch (IOException failure) {
            throw new UncheckedIOException(explained(failure));
        } finally {
            if (!bound) {
                stop();
            }
        }
    }

    private IOException explained(IOException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        IOException explained = new BindException("cannot listen on "
                + address.getAddress().getHostAddress() + ":" + address.getPort() + ": " + cause.getMessage());
        explained.initCause(failure);
        return explained;
    }

    /** The address in use. */
    InetSocketAddress boundAddress() {
        return new InetSocketAddress(address.getAddress(), getPort());
    }

    /** Takes no more connections; those that there are go on. */
    @Override
    public synchronized void suspend() {
        if (acceptor != null) {
            acceptor.unbind();
        }
    }

    @Override
    public synchronized void stop() {
        if (acceptor != null && processor != null && threads != null) {
            acceptor.dispose(true);
            processor.dispose();
            threads.shutdown();
            try {
                if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    threads.shutdownNow();
                }
            } catch (InterruptedException interrupted) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
        acceptor = null;
        processor = null;
        threads = null;
    }

    @Override
    public synchronized boolean isStopped() {
        return acceptor == null;
    }

    @Override
    public synchronized boolean isSuspended() {
        return acceptor != null && !acceptor.isActive();
    }

    @Override
    public void resume() {
        throw new UnsupportedOperationException("a server that was closed is not opened again");
    }

    @Override
    public synchronized Set<FtpIoSession> getActiveSessions() {
        Set<FtpIoSession> sessions = new HashSet<>();
        if (acceptor != null && context != null) {
            for (IoSession session : acceptor.getManagedSessions().values()) {
                sessions.add(new FtpIoSession(session, context));
            }
        }
        return sessions;
    }
}
