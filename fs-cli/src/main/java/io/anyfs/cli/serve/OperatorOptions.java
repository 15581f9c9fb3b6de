package io.anyfs.cli.serve;

import io.anyfs.ErrorKind;
import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.expose.FileService;
import io.anyfs.expose.FileServiceBuilder;
import io.anyfs.expose.TransferHash;
import io.anyfs.expose.admin.AdminSocket;
import io.anyfs.expose.audit.AuditLog;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the operator of {@code anyfs serve} sees what goes on. */
final class OperatorOptions {

    @Option(
            names = "--audit-log",
            paramLabel = "FILE",
            description = "Append a line of JSON for each login, transfer and change.")
    private @Nullable Path auditLog;

    @Option(
            names = "--audit-hash",
            paramLabel = "WHICH",
            description = "Log the SHA-256 of uploads (if not given), of all transfers (all), or none.")
    private TransferHash auditHash = TransferHash.UPLOADS;

    @Option(
            names = "--audit-failure",
            paramLabel = "POLICY",
            description =
                    "While the audit log cannot be written, refuse what clients want (if not given), or continue.")
    private AuditLog.OnFailure auditFailure = AuditLog.OnFailure.REFUSE;

    @Option(
            names = "--admin-socket",
            paramLabel = "PATH",
            description = "Answer 'anyfs sessions' of the same user there.")
    private @Nullable Path adminSocket;

    /** What is done with a service. */
    @FunctionalInterface
    interface Serving {
        void run(FileService service) throws Exception;
    }

    /** Opens a service and closes it, with its log and the way to it. */
    void serve(FileServiceBuilder builder, Path workingDirectory, Serving serving) throws Exception {
        AuditLog log = auditLog == null ? null : log(workingDirectory.resolve(auditLog));
        try {
            if (log != null) {
                builder.listener(log).transferHash(auditHash);
            }
            try (FileService service = builder.open()) {
                AdminSocket socket =
                        adminSocket == null ? null : listen(workingDirectory.resolve(adminSocket), service);
                try {
                    serving.run(service);
                } finally {
                    if (socket != null) {
                        socket.close();
                    }
                }
            }
        } finally {
            if (log != null) {
                log.close();
            }
        }
    }

    private AuditLog log(Path file) throws CommandException {
        try {
            return AuditLog.open(file, auditFailure);
        } catch (IOException failure) {
            throw new CommandException(
                    ExitCode.FAILURE,
                    "cannot write the audit log (" + reason(failure) + "); name another file with --audit-log",
                    failure);
        }
    }

    /** Some failures say the path only, and by their type why. */
    private static String reason(IOException failure) {
        boolean says = !(failure instanceof FileSystemException known) || known.getReason() != null;
        return failure.getMessage()
                + (says
                        ? ""
                        : ": "
                                + ErrorKind.of(failure)
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' '));
    }

    private static AdminSocket listen(Path path, FileService service) throws CommandException {
        try {
            return AdminSocket.open(path, service);
        } catch (IOException | UnsupportedOperationException failure) {
            throw new CommandException(
                    ExitCode.FAILURE,
                    "cannot listen for the operator ("
                            + (failure instanceof IOException known ? reason(known) : failure.getMessage())
                            + "); name another path with --admin-socket",
                    failure);
        }
    }

    /** What must not be served. */
    List<Path> files(Path workingDirectory) {
        List<Path> files = new ArrayList<>();
        for (Path file : new @Nullable Path[] {auditLog, adminSocket}) {
            if (file != null) {
                files.add(workingDirectory.resolve(file));
            }
        }
        return files;
    }
}
