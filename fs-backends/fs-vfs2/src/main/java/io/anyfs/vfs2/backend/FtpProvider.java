package io.anyfs.vfs2.backend;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.net.ftp.FTPReply;
import org.apache.commons.vfs2.FileName;
import org.apache.commons.vfs2.FileNotFoundException;
import org.apache.commons.vfs2.FileSystem;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.UserAuthenticationData;
import org.apache.commons.vfs2.provider.GenericFileName;
import org.apache.commons.vfs2.provider.ftp.FTPClientWrapper;
import org.apache.commons.vfs2.provider.ftp.FtpClient;
import org.apache.commons.vfs2.provider.ftp.FtpFileProvider;
import org.apache.commons.vfs2.provider.ftp.FtpFileSystem;
import org.jspecify.annotations.Nullable;

/**
 * FTP as Commons VFS has it, but that it lists by MLSD where the server can, hidden files too, takes no refused listing for an
 * empty one, and ends all its connections when it is closed.
 */
final class FtpProvider extends FtpFileProvider {

    @Override
    protected FileSystem doCreateFileSystem(FileName name, FileSystemOptions options) throws FileSystemException {
        GenericFileName root = (GenericFileName) name;
        Connections connections = new Connections();
        Client first = new Client(root, options);
        first.countIn(connections);
        return new Ftp(root, first, options, connections);
    }

    /** All connections of a filesystem, in use or not. */
    private static final class Connections {

        private final Set<FTPClient> open = ConcurrentHashMap.newKeySet();

        void add(FTPClient client) {
            open.removeIf(old -> !old.isConnected());
            open.add(client);
        }

        void end() {
            for (FTPClient client : open) {
                try {
                    client.disconnect();
                } catch (IOException broken) {
                    // It is gone, which is what was wanted.
                }
            }
            open.clear();
        }
    }

    private static final class Ftp extends FtpFileSystem {

        private final GenericFileName root;
        private final Connections connections;

        Ftp(GenericFileName root, FtpClient first, FileSystemOptions options, Connections connections) {
            super(root, first, options);
            this.root = root;
            this.connections = connections;
        }

        @Override
        protected FTPClientWrapper createWrapper() throws FileSystemException {
            Client client = new Client(root, getFileSystemOptions());
            client.countIn(connections);
            return client;
        }

        @Override
        protected void doCloseCommunicationLink() {
            super.doCloseCommunicationLink();
            connections.end();
        }
    }

    /** One connection. It connects within the constructor of its superclass, so no field may have an initial value here. */
    private static final class Client extends FTPClientWrapper {

        private @Nullable FTPClient connected;
        private @Nullable Connections connections;
        private boolean listsByMachine;

        Client(GenericFileName root, FileSystemOptions options) throws FileSystemException {
            super(root, options);
        }

        void countIn(Connections all) {
            connections = all;
            if (connected != null) {
                all.add(connected);
            }
        }

        @Override
        protected FTPClient createClient(GenericFileName root, UserAuthenticationData login)
                throws FileSystemException {
            FTPClient client = super.createClient(root, login);
            client.setListHiddenFiles(true);
            try {
                listsByMachine = client.hasFeature("MLST");
            } catch (IOException failure) {
                disconnect(client, failure);
                throw new FileSystemException(failure);
            }
            connected = client;
            if (connections != null) {
                connections.add(client);
            }
            return client;
        }

        private static void disconnect(FTPClient client, IOException because) {
            try {
                client.disconnect();
            } catch (IOException failure) {
                because.addSuppressed(failure);
            }
        }

        @Override
        public FTPFile[] listFiles(@Nullable String path) throws IOException {
            FTPFile[] files = listsByMachine ? listByMachine(path) : super.listFiles(path);
            // Some servers list the directory itself, by its path.
            return files == null
                    ? new FTPFile[0]
                    : Arrays.stream(files)
                            .filter(file -> file != null
                                    && file.getName() != null
                                    && file.getName().indexOf('/') < 0)
                            .toArray(FTPFile[]::new);
        }

        /** Times come with such a listing, of directories too; there is no need to ask for each. */
        @Override
        public boolean hasFeature(String feature) throws IOException {
            return !(listsByMachine && feature.equals("MDTM")) && super.hasFeature(feature);
        }

        @Override
        public Instant mdtmInstant(String path) throws IOException {
            Calendar time = client().mdtmCalendar(path);
            if (time == null) {
                // Some servers tell it of files only.
                time = listedTime(path);
            }
            if (time == null) {
                throw new FileNotFoundException(path);
            }
            return time.toInstant();
        }

        private @Nullable Calendar listedTime(String path) throws IOException {
            int slash = path.lastIndexOf('/');
            String name = path.substring(slash + 1);
            for (FTPFile file : listFiles(slash < 0 ? null : path.substring(0, Math.max(1, slash)))) {
                if (file.getName().equals(name)) {
                    return file.getTimestamp();
                }
            }
            return null;
        }

        private FTPFile[] listByMachine(@Nullable String path) throws IOException {
            try {
                return listByMachineOnce(path);
            } catch (FileSystemException refused) {
                throw refused;
            } catch (IOException lost) {
                disconnect();
                // Connects again.
                hasFeature("MLST");
                return listByMachineOnce(path);
            }
        }

        private FTPFile[] listByMachineOnce(@Nullable String path) throws IOException {
            FTPClient client = client();
            FTPFile[] files = client.mlistDir(path);
            if (!FTPReply.isPositiveCompletion(client.getReplyCode()) && isDirectory(path)) {
                throw new FileSystemException("vfs.provider/list-children.error", "permission denied");
            }
            return files;
        }

        private FTPClient client() throws IOException {
            if (connected == null) {
                throw new IOException("connection closed");
            }
            return connected;
        }

        private boolean isDirectory(@Nullable String path) throws IOException {
            FTPClient client = client();
            boolean directory = client.changeWorkingDirectory(path == null ? "." : path);
            client.changeWorkingDirectory(getRoot().getPath());
            return directory;
        }
    }
}
