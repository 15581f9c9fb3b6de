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
        if (end(CURRENT.get())) {
            // Commons VFS tries a second time what failed once.
            TRIED_AGAIN.set(true);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new ClosedByInterruptException();
        }
        if (ended) {
            throw new IOException("connection closed");
        }
        ChannelSftp channel = super.getChannel();
        if (!channel.isConnected() || channel.isClosed()) {
            // One that was kept, and was lost meanwhile; there is no other of these.
            channel = super.getChannel();
        }
        lastUsed = channel;
        Lease lease = new Lease(channel);
        CURRENT.set(lease);
        lease.start();
        return channel;
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

    private boolean end(@Nullable Lease lease) {
        if (lease == null) {
            return false;
        }
        CURRENT.remove();
        lease.finish();
        return true;
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

    /** The time for which a call of one thread has a channel. */
    private static final class Lease extends AbstractInterruptibleChannel {

        private final ChannelSftp channel;

        Lease(ChannelSftp channel) {
            this.channel = channel;
        }

        void start() {
            begin();
        }

        void finish() {
            try {
                end(true);
            } catch (AsynchronousCloseException interrupted) {
                // The client takes it from the thread, and tells of a failure.
                Thread.currentThread().interrupt();
            }
        }

        @Override
        protected void implCloseChannel() {
            abort(channel);
        }
    }
}
