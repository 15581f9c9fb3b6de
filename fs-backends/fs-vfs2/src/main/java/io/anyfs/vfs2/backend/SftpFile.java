package io.anyfs.vfs2.backend;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.vfs2.FileNotFoundException;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileType;
import org.apache.commons.vfs2.provider.AbstractFileName;
import org.apache.commons.vfs2.provider.UriParser;
import org.apache.commons.vfs2.provider.sftp.SftpFileObject;
import org.apache.commons.vfs2.util.MonitorOutputStream;

/** A file of an SFTP server. An interrupt ends its streams, and they do not leave channels behind. */
final class SftpFile extends SftpFileObject implements Fetched.AtAnyPlace {

    private final SftpFiles files;
    private final String path;

    SftpFile(AbstractFileName name, SftpFiles files) throws FileSystemException {
        super(name, files);
        this.files = files;
        this.path = UriParser.decode(files.getRootName().getRelativeName(name));
    }

    /** Commons VFS says that a file is missing also where the server does not permit to look, or does not answer. */
    @Override
    protected synchronized FileType doGetType() throws Exception {
        files.hasTriedAgain();
        FileType type = super.doGetType();
        if (type == FileType.IMAGINARY && files.hasTriedAgain()) {
            requireMissing();
        }
        return type;
    }

    private void requireMissing() throws IOException {
        ChannelSftp channel = files.getChannel();
        try {
            channel.stat(path);
        } catch (SftpException failure) {
            if (failure.id != ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                throw new FileSystemException(failure);
            }
        } finally {
            files.putChannel(channel);
        }
    }

    @Override
    protected InputStream doGetInputStream(int bufferSize) throws IOException {
        return read(0);
    }

    @Override
    public InputStream read(long position) throws IOException {
        if (!isFile()) {
            throw new FileNotFoundException(getName());
        }
        ChannelSftp channel = files.getChannel();
        EndedByInterrupt waits = new EndedByInterrupt(() -> SftpFiles.abort(channel));
        boolean done = false;
        try {
            InputStream stream = waits.reading(channel.get(path, null, position));
            done = true;
            files.keep(channel);
            return new FilterInputStream(stream) {
                private boolean closed;

                @Override
                public void close() throws IOException {
                    if (closed) {
                        return;
                    }
                    closed = true;
                    try (stream) {
                        // Closed before its channel is given back.
                    } finally {
                        giveBack(channel, waits);
                    }
                }
            };
        } catch (SftpException failure) {
            throw told(failure);
        } finally {
            if (!done) {
                files.putChannel(channel);
            }
        }
    }

    @Override
    protected OutputStream doGetOutputStream(boolean append) throws IOException {
        ChannelSftp channel = files.getChannel();
        EndedByInterrupt waits = new EndedByInterrupt(() -> SftpFiles.abort(channel));
        boolean done = false;
        try {
            int mode = append ? ChannelSftp.APPEND : ChannelSftp.OVERWRITE;
            OutputStream stream = waits.writing(channel.put(path, mode));
            done = true;
            files.keep(channel);
            return new MonitorOutputStream(stream) {
                @Override
                protected void onClose() {
                    giveBack(channel, waits);
                }
            };
        } catch (SftpException failure) {
            throw told(failure);
        } finally {
            if (!done) {
                files.putChannel(channel);
            }
        }
    }

    private void giveBack(ChannelSftp channel, EndedByInterrupt waits) {
        if (waits.isOpen()) {
            files.putChannel(channel);
        }
    }

    private IOException told(SftpException failure) throws FileSystemException {
        return failure.id == ChannelSftp.SSH_FX_NO_SUCH_FILE
                ? new FileNotFoundException(getName(), failure)
                : new FileSystemException(failure);
    }
}
