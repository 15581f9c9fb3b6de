package io.anyfs.vfs2.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Optional;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.net.ftp.FTPReply;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.UserAuthenticationData;
import org.apache.commons.vfs2.provider.GenericFileName;
import org.apache.commons.vfs2.provider.ftp.FTPClientWrapper;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an FTP server, which an interrupt of its user ends. It connects again where it was lost. It connects within the
 * constructor of its superclass, so no field may have an initial value here.
 */
final class FtpConnection extends FTPClientWrapper {

    /** Without an answer to the last command, there will be none to a farewell. */
    private static final int FAREWELL_MILLIS = 1000;

    private @Nullable FtpSockets sockets;
    private @Nullable EndedByInterrupt waits;
    private @Nullable FTPClient connected;
    private boolean listsByMachine;

    FtpConnection(GenericFileName root, FileSystemOptions options) throws FileSystemException {
        super(root, options);
    }

    private FtpSockets sockets() {
        FtpSockets all = sockets;
        if (all == null) {
            all = new FtpSockets();
            sockets = all;
        }
        return all;
    }

    private EndedByInterrupt waits() {
        EndedByInterrupt all = waits;
        if (all == null) {
            all = new EndedByInterrupt(sockets()::end);
            waits = all;
        }
        return all;
    }

    /** Closes it at once, also while it is used. */
    void end() {
        sockets().end();
    }

    @Override
    protected FTPClient createClient(GenericFileName root, UserAuthenticationData login) throws FileSystemException {
        try {
            return waits().run(() -> logIn(root, login));
        } catch (FileSystemException failure) {
            throw failure;
        } catch (IOException failure) {
            throw new FileSystemException(failure);
        }
    }

    private FTPClient logIn(GenericFileName root, UserAuthenticationData login) throws IOException {
        FTPClient client = FtpLogin.connect(root, login, getFileSystemOptions(), sockets());
        client.setListHiddenFiles(true);
        try {
            listsByMachine = client.hasFeature("MLST");
        } catch (IOException failure) {
            close(client, failure);
            throw failure;
        }
        connected = client;
        return client;
    }

    private static void close(FTPClient client, IOException because) {
        try {
            client.disconnect();
        } catch (IOException failure) {
            because.addSuppressed(failure);
        }
    }

    @Override
    public boolean isConnected() {
        FTPClient client = connected;
        return client != null && client.isConnected() && !sockets().isEnded();
    }

    @Override
    public void disconnect() throws IOException {
        FTPClient client = connected;
        if (client != null && client.isConnected()) {
            try {
                client.setSoTimeout(FAREWELL_MILLIS);
            } catch (SocketException gone) {
                // There is nobody to say farewell to.
            }
        }
        waits().run(() -> {
            super.disconnect();
            return this;
        });
    }

    private FTPClient client() throws IOException {
        if (connected == null) {
            throw new IOException("connection closed");
        }
        return connected;
    }

    // ---------------------------------------------------------------- listings and times

    @Override
    public FTPFile[] listFiles(@Nullable String path) throws IOException {
        FTPFile[] files = waits().run(() -> listsByMachine ? again(() -> listByMachine(path)) : super.listFiles(path));
        // Some servers list the directory itself, by its path.
        return files == null
                ? new FTPFile[0]
                : Arrays.stream(files)
                        .filter(file -> file != null
                                && file.getName() != null
                                && file.getName().indexOf('/') < 0)
                        .toArray(FTPFile[]::new);
    }

    private FTPFile[] listByMachine(@Nullable String path) throws IOException {
        FTPClient client = client();
        FTPFile[] files = client.mlistDir(path);
        if (!FTPReply.isPositiveCompletion(client.getReplyCode()) && isDirectory(path)) {
            throw new FileSystemException("vfs.provider/list-children.error", "permission denied");
        }
        return files;
    }

    private boolean isDirectory(@Nullable String path) throws IOException {
        FTPClient client = client();
        boolean directory = client.changeWorkingDirectory(path == null ? "." : path);
        client.changeWorkingDirectory(getRoot().getPath());
        return directory;
    }

    /** The time of a file, unless the server tells it in listings only. */
    Optional<Instant> timeOf(String path) throws IOException {
        // It comes with a listing by machine, of directories too.
        return waits().run(() -> listsByMachine || !super.hasFeature("MDTM")
                ? Optional.empty()
                : again(() -> {
                    Calendar time = client().mdtmCalendar(path);
                    return time == null ? Optional.empty() : Optional.of(time.toInstant());
                }));
    }

    private <T> T again(EndedByInterrupt.Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (FileSystemException refused) {
            throw refused;
        } catch (IOException lost) {
            disconnect();
            // Connects again.
            super.hasFeature("MLST");
            return call.run();
        }
    }

    // ---------------------------------------------------------------- all else

    @Override
    public boolean completePendingCommand() throws IOException {
        boolean done = false;
        try {
            boolean positive = waits().run(super::completePendingCommand);
            done = true;
            return positive;
        } finally {
            if (!done) {
                // The answer may come yet, and would be taken for that to the next command.
                end();
            }
        }
    }

    @Override
    public boolean deleteFile(String path) throws IOException {
        return waits().run(() -> super.deleteFile(path));
    }

    @Override
    public boolean makeDirectory(String path) throws IOException {
        return waits().run(() -> super.makeDirectory(path));
    }

    @Override
    public boolean removeDirectory(String path) throws IOException {
        return waits().run(() -> super.removeDirectory(path));
    }

    @Override
    public boolean rename(String from, String to) throws IOException {
        return waits().run(() -> super.rename(from, to));
    }

    @Override
    public @Nullable InputStream retrieveFileStream(String path) throws IOException {
        return reading(waits().<@Nullable InputStream>run(() -> super.retrieveFileStream(path)));
    }

    @Override
    public @Nullable InputStream retrieveFileStream(String path, int bufferSize) throws IOException {
        return reading(waits().<@Nullable InputStream>run(() -> super.retrieveFileStream(path, bufferSize)));
    }

    @Override
    public @Nullable InputStream retrieveFileStream(String path, long from) throws IOException {
        return reading(waits().<@Nullable InputStream>run(() -> super.retrieveFileStream(path, from)));
    }

    private @Nullable InputStream reading(@Nullable InputStream stream) {
        return stream == null ? null : waits().reading(stream);
    }

    @Override
    public @Nullable OutputStream storeFileStream(String path) throws IOException {
        return writing(waits().<@Nullable OutputStream>run(() -> super.storeFileStream(path)));
    }

    @Override
    public @Nullable OutputStream appendFileStream(String path) throws IOException {
        return writing(waits().<@Nullable OutputStream>run(() -> super.appendFileStream(path)));
    }

    private @Nullable OutputStream writing(@Nullable OutputStream stream) {
        return stream == null ? null : waits().writing(stream);
    }
}
