package io.anyfs.cli.check;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.serve.StateDirectory;
import io.anyfs.cli.text.ByteSize;
import io.anyfs.cli.text.Terminal;
import io.anyfs.cli.user.DefaultUsersFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at the machine, and at what of it the user may use. Changes nothing but that it creates the state directory.
 *
 * @param environment where the command runs
 * @param proc where the kernel tells of itself
 * @param temporary where what waits to be stored is kept
 */
record MachineExamination(Environment environment, Path proc, Path temporary) {

    private static final int GOOD_BACKLOG = 1024;
    private static final long GOOD_FILE_LIMIT = 4096;
    private static final long GOOD_TEMPORARY_SPACE = 1L << 30;
    private static final Instant OLDEST_NOW = Instant.parse("2025-01-01T00:00:00Z");
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\S+)\\s+(\\S+).*");

    /** All there is to look at. */
    List<Finding> run(List<Integer> ports) {
        List<Finding> findings = new ArrayList<>(List.of(
                clock(Instant.now()),
                backlog(),
                openFiles(),
                encoding(),
                terminal(),
                temporaryDirectory(),
                stateDirectory(),
                usersFile()));
        ports.forEach(port -> findings.add(port(port)));
        return findings;
    }

    static Finding clock(Instant now) {
        String text = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return now.isBefore(OLDEST_NOW)
                ? Finding.warn(
                        "clock",
                        text + ", before this program was made; S3 and TLS need the time: timedatectl set-ntp true")
                : Finding.ok("clock", text);
    }

    Finding backlog() {
        try {
            int granted = Integer.parseInt(
                    Files.readString(proc.resolve("sys/net/core/somaxconn")).strip());
            String text = "the kernel queues up to " + granted + " connections";
            return granted < GOOD_BACKLOG
                    ? Finding.warn(
                            "backlog",
                            text + "; bursts of clients need more: sysctl -w net.core.somaxconn=" + GOOD_BACKLOG)
                    : Finding.ok("backlog", text);
        } catch (IOException | NumberFormatException unknown) {
            return Finding.ok("backlog", "not known on this system");
        }
    }

    Finding openFiles() {
        try {
            for (String line : Files.readAllLines(proc.resolve("self/limits"))) {
                Matcher limit = OPEN_FILES.matcher(line);
                if (limit.matches()) {
                    return openFiles(limit.group(1));
                }
            }
        } catch (IOException unknown) {
            // told below
        }
        return Finding.ok("open files", "limit not known on this system");
    }

    private static Finding openFiles(String limit) {
        String text = "up to " + limit + " at once";
        boolean low = !limit.equals("unlimited") && Long.parseLong(limit) < GOOD_FILE_LIMIT;
        return low
                ? Finding.warn("open files", text + "; a busy server needs more: ulimit -n " + GOOD_FILE_LIMIT)
                : Finding.ok("open files", text);
    }

    private static Finding encoding() {
        String names = System.getProperty("sun.jnu.encoding", "");
        String text = "file names in " + names + ", terminal in " + System.getProperty("native.encoding", names);
        boolean utf8 = Charset.isSupported(names) && Charset.forName(names).equals(StandardCharsets.UTF_8);
        return utf8
                ? Finding.ok("encoding", text)
                : Finding.warn("encoding", text + "; other names cannot be reached: export LC_ALL=C.UTF-8");
    }

    private Finding terminal() {
        Terminal terminal = environment.terminal();
        String progress = terminal.isWatched() ? "progress is shown" : "no progress is shown";
        return Finding.ok(
                "terminal",
                terminal.isSeen()
                        ? terminal.width() + " columns; " + progress
                        : "none: names are printed as they are, " + progress);
    }

    Finding temporaryDirectory() {
        String subject = "temporary files";
        String advice = "; name another directory: ANYFS_JAVA_OPTS=-Djava.io.tmpdir=DIRECTORY";
        try {
            Files.delete(Files.createTempFile(temporary, "anyfs-doctor", null));
            long usable = Files.getFileStore(temporary).getUsableSpace();
            String text = ByteSize.human(usable) + " free in " + temporary;
            return usable < GOOD_TEMPORARY_SPACE
                    ? Finding.warn(subject, text + "; uploads that come out of order wait there" + advice)
                    : Finding.ok(subject, text);
        } catch (IOException unusable) {
            return Finding.fail(subject, "cannot be written to " + temporary + " (" + unusable + ")" + advice);
        }
    }

    private Finding stateDirectory() {
        StateDirectory state = StateDirectory.of(environment.variables());
        try {
            state.create();
        } catch (CommandException unavailable) {
            return Finding.fail("state", String.valueOf(unavailable.getMessage()));
        }
        return Files.isWritable(state.path())
                ? Finding.ok("state", "host key and password are kept in " + state.path())
                : Finding.fail(
                        "state",
                        state.path()
                                + " is not writable; change its owner, or set XDG_STATE_HOME to a directory of yours");
    }

    Finding usersFile() {
        Path file = DefaultUsersFile.path(environment.variables());
        if (Files.notExists(file)) {
            return Finding.ok("users", "none yet in " + file);
        } else if (!Files.isReadable(file)) {
            return Finding.warn("users", file + " may not be read; change its owner, or name another: --users FILE");
        }
        return isReadByOthers(file)
                ? Finding.warn("users", "the hashes in " + file + " can be read by others: chmod 600 " + file)
                : Finding.ok("users", "those of " + file);
    }

    private static boolean isReadByOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    static Finding port(int port) {
        String subject = "port " + port;
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Finding.ok(subject, "free");
        } catch (IOException taken) {
            return Finding.warn(
                    subject, "not available (" + taken.getMessage() + "); serve on another: --sftp PORT or --ftp PORT");
        }
    }
}
