package io.anyfs.cli.serve;

import io.anyfs.cli.command.UsageException;
import io.anyfs.expose.FileService;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code serve} can be told of SFTP. Who may log in is elsewhere. */
final class SftpOptions {

    private static final int DEFAULT_PORT = 2222;

    @Option(
            names = "--sftp",
            paramLabel = "[HOST:]PORT",
            converter = ListenAddress.Converter.class,
            description = "Serve SFTP there; port 0 is any that is free. HOST is 127.0.0.1 if not given.")
    private @Nullable ListenAddress sftp;

    @Option(
            names = "--host-key",
            paramLabel = "FILE",
            description = "The key that clients know the SFTP server by, created if it is missing. May be repeated for"
                    + " keys of other types; the first is shown.")
    private List<Path> hostKeys = new ArrayList<>();

    @Option(
            names = "--host-certificate",
            paramLabel = "FILE",
            description =
                    "The certificate of one of the host keys, as ssh-keygen -h -s writes it, for clients that trust"
                            + " its authority. May be repeated.")
    private List<Path> hostCertificates = new ArrayList<>();

    /** Whether SFTP is to be served at all. */
    boolean isWanted() {
        return sftp != null;
    }

    /** Serves at the usual place. */
    void listenByDefault() {
        sftp = new ListenAddress(ListenAddress.THIS_MACHINE, DEFAULT_PORT);
    }

    /** Whether a host key is kept in the state directory. */
    boolean needsState() {
        return hostKeys.isEmpty();
    }

    /** Files that nobody who logs in may see. */
    List<Path> secrets(StateDirectory state, Path workingDirectory) {
        return hostKeys.isEmpty()
                ? List.of(state.hostKey())
                : hostKeys.stream().map(workingDirectory::resolve).toList();
    }

    /** Starts what is wanted. */
    void start(Servers servers, FileService service, StateDirectory state, Path workingDirectory, int backlog)
            throws Exception {
        if (sftp == null) {
            requireNothingElse();
            return;
        }
        try {
            servers.startSftp(service, sftp, builder -> {
                builder.backlog(backlog);
                secrets(state, workingDirectory).forEach(builder::hostKey);
                hostCertificates.stream().map(workingDirectory::resolve).forEach(builder::hostCertificate);
            });
        } catch (FileSystemException unreadable) {
            throw unreadable;
        } catch (IOException unusable) {
            throw namesKeys() ? new UsageException(String.valueOf(unusable.getMessage()), unusable) : unusable;
        }
    }

    private boolean namesKeys() {
        return !hostKeys.isEmpty() || !hostCertificates.isEmpty();
    }

    private void requireNothingElse() {
        if (namesKeys()) {
            throw new UsageException("there are options for SFTP, and no SFTP; add --sftp");
        }
    }
}
