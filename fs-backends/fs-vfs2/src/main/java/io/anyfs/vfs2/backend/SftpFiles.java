package io.anyfs.vfs2.backend;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.provider.AbstractFileName;
import org.apache.commons.vfs2.provider.GenericFileName;
import org.apache.commons.vfs2.provider.sftp.SftpFileSystem;
import org.jspecify.annotations.Nullable;

/**
 * The files of an SFTP server. A call takes a channel and gives it back; between these an interrupt ends the channel, whose next
 * answer would otherwise be taken for that of another call.
 */
final class SftpFiles extends SftpFileSystem implements PrivateVfs.Connected {

    private static final ThreadLocal<@Nullable Lease> CURRENT = new ThreadLocal<>();
    private static final ThreadLocal<@Nullable Boolean> TRIED_AGAIN = new ThreadLocal<>();

    private volatile @Nullable ChannelSftp lastUsed;
    private volatile boolean ended;

    SftpFiles(GenericFileName root, Session session, FileSystemOptions options) {
        super(root, session, options);
    }

    @Override
    protected FileObject createFile(AbstractFileName name) throws FileSystemException {
        return new SftpFile(name, this);
    }

    @Override
    protected ChannelSftp getChannel() throws IOException {
        Lease first = CURRENT.get();
        // Takes the place of that of the first try, which may have failed by an interrupt that nobody was told of yet.
        Lease lease = new Lease();
        CURRENT.set(lease);
        lease.start();
        try {
            lease.requireOpen();
            if (first != null) {
                // Commons VFS tries a second time what failed once.
                TRIED_AGAIN.set(true);
                first.requireOpen();
            }
            ChannelSftp channel = open();
            lastUsed = channel;
            lease.hold(channel);
            return channel;
        } catch (IOException failure) {
            end(lease);
            if (failure instanceof ClosedByInterruptException) {
                // The client has taken it from the thread.
                Thread.currentThread().interrupt();
            } else if (!lease.isOpen()) {
                ClosedByInterruptException interrupted = new ClosedByInterruptException();
                interrupted.addSuppressed(failure);
                throw interrupted;
            }
            throw failure;
        }
    }

    private ChannelSftp open() throws IOException {
        if (ended) {
            throw new IOException("connection closed");
        }
        ChannelSftp channel = super.getChannel();
        // One that was kept may have been lost meanwhile; there is no other of these.
        return channel.isConnected() && !channel.isClosed() ? channel : super.getChannel();
    }

    @Override
    protected void putChannel(ChannelSftp channel) {
        Lease lease = CURRENT.get();
        if (lease != null && lease.channel == channel) {
            end(lease);
            if (!lease.isOpen()) {
                return;
            }
        }
        super.putChannel(channel);
    }

    /**
     * Ends the call of this thread, whose channel is kept for a stream.
     *
     * @throws ClosedByInterruptException if the call was interrupted, and the channel has ended
     */
    void keep(ChannelSftp channel) throws IOException {
        Lease lease = CURRENT.get();
        end(lease);
        if (lease != null && lease.channel == channel && !lease.isOpen()) {
            throw new ClosedByInterruptException();
        }
    }

    private static void end(@Nullable Lease lease) {
        if (lease != null) {
            CURRENT.remove();
            lease.finish();
        }
    }

    /** Whether a call of this thread was tried a second time since this was asked. */
    boolean hasTriedAgain() {
        boolean tried = TRIED_AGAIN.get() != null;
        TRIED_AGAIN.remove();
        return tried;
    }

    @Override
    public void end() {
        ended = true;
        ChannelSftp channel = lastUsed;
        if (channel == null) {
            return;
        }
        try {
            channel.getSession().disconnect();
        } catch (JSchException gone) {
            // There is no session any more.
        }
    }

    /** Does not wait, as a farewell to the server might. */
    static void abort(ChannelSftp channel) {
        Thread closing = new Thread(channel::disconnect, "anyfs-vfs-abort");
        closing.setDaemon(true);
        closing.start();
    }

    /** The time for which a call of one thread has a channel, and waits for it before. */
    private static final class Lease extends AbstractInterruptibleChannel {

        private final Thread user = Thread.currentThread();
        private volatile @Nullable ChannelSftp channel;

        void start() {
            begin();
        }

        /** Has the channel from now on, which ends with this. */
        void hold(ChannelSftp opened) throws ClosedByInterruptException {
            channel = opened;
            if (!isOpen()) {
                abort(opened);
            }
            requireOpen();
        }

        void requireOpen() throws ClosedByInterruptException {
            if (!isOpen()) {
                throw new ClosedByInterruptException();
            }
        }

        void finish() {
            try {
                end(true);
            } catch (AsynchronousCloseException interrupted) {
                // The client takes it from the thread, and tells of a failure.
                user.interrupt();
            }
        }

        @Override
        protected void implCloseChannel() {
            ChannelSftp held = channel;
            if (held != null) {
                abort(held);
            }
            if (Thread.currentThread() != user) {
                // The client may have taken it from the thread already, and be waiting for another channel.
                user.interrupt();
            }
        }
    }
}
