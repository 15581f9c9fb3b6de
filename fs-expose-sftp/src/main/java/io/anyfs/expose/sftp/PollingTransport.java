package io.anyfs.expose.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.Factory;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2Acceptor;
import org.apache.sshd.common.io.nio2.Nio2Service;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.io.nio2.Nio2Session;
import org.apache.sshd.common.util.threads.CloseableExecutorService;

/**
 * MINA's transport over NIO.2 with threads that handle themselves what they have waited for. By default MINA has one thread wait
 * and hand each event to another one, which costs a small file a hand-over for each of its requests.
 */
final class PollingTransport extends Nio2ServiceFactoryFactory {

    private static final long PATIENCE_SECONDS = 5;

    private final int threads;
    private final ThreadFactory factory;

    /**
     * @param executors for what MINA does beside
     * @param threads how many wait and handle
     */
    PollingTransport(Factory<CloseableExecutorService> executors, int threads, ThreadFactory factory) {
        super(executors);
        this.threads = threads;
        this.factory = factory;
    }

    @Override
    public IoServiceFactory create(FactoryManager manager) {
        AsynchronousChannelGroup group;
        try {
            group = AsynchronousChannelGroup.withFixedThreadPool(threads, factory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        boolean owned = false;
        try {
            IoServiceFactory services = new Services(manager, newExecutor(), group);
            owned = true;
            return services;
        } finally {
            if (!owned) {
                group.shutdown();
            }
        }
    }

    private static final class Services extends Nio2ServiceFactory {
        private final AsynchronousChannelGroup group;

        Services(FactoryManager manager, CloseableExecutorService executor, AsynchronousChannelGroup group) {
            super(manager, executor, executor);
            this.group = group;
        }

        @Override
        public IoAcceptor createAcceptor(IoHandler handler) {
            return autowireCreatedService(
                    new Nio2Acceptor(this, getFactoryManager(), handler, group, getExecutorService()));
        }

        @Override
        public Nio2Session createSession(
                Nio2Service service, IoHandler handler, AsynchronousSocketChannel socket, SocketAddress acceptedAt)
                throws Throwable {
            return new PollingConnection(service, getFactoryManager(), handler, socket, acceptedAt);
        }

        @Override
        protected void doCloseImmediately() {
            try {
                group.shutdownNow();
                if (!group.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    log.warn("a thread of the transport is still busy");
                }
            } catch (IOException failure) {
                log.debug("closing the connections", failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } finally {
                super.doCloseImmediately();
            }
        }
    }
}
