package io.anyfs.cli.check;

import io.anyfs.FileSystems;
import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.serve.StateDirectory;
import io.anyfs.lifecycle.LeakDetection;
import io.anyfs.spi.BackendProvider;
import io.anyfs.spi.Backends;
import io.anyfs.spi.WrapperProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks whether anyfs will work on this machine. Changes nothing but that it creates the state directory. */
final class Examination {

    private static final int OLDEST_JAVA = 17;
    private static final int JAVA_WITH_VIRTUAL_THREADS = 21;
    private static final int GOOD_BACKLOG = 1024;
    private static final long GOOD_FILE_LIMIT = 4096;
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\S+)\\s+(\\S+).*");

    private final Environment environment;
    private final Path proc;

    Examination(Environment environment, Path proc) {
        this.environment = environment;
        this.proc = proc;
    }

    /** All there is to look at. */
    List<Finding> run(List<Integer> ports) {
        List<Finding> findings = new ArrayList<>(List.of(
                java(Runtime.version().feature()),
                storages(),
                wrappers(),
                leakDetection(),
                backlog(),
                openFiles(),
                encoding(),
                stateDirectory()));
        ports.forEach(port -> findings.add(port(port)));
        return findings;
    }

    static Finding java(int feature) {
        String version = "Java " + System.getProperty("java.version") + " in " + System.getProperty("java.home");
        if (feature < OLDEST_JAVA) {
            return Finding.fail("java", version + "; install Java " + OLDEST_JAVA + " or later");
        } else if (feature < JAVA_WITH_VIRTUAL_THREADS) {
            return Finding.warn(
                    "java",
                    version + "; with Java " + JAVA_WITH_VIRTUAL_THREADS + " or later servers take fewer threads");
        }
        return Finding.ok("java", version);
    }

    private static Finding storages() {
        try {
            TreeSet<String> schemes = new TreeSet<>();
            for (BackendProvider provider : FileSystems.providers()) {
                schemes.addAll(provider.schemes());
            }
            return schemes.isEmpty()
                    ? Finding.fail("storages", "none on the class path; put an anyfs storage there")
                    : Finding.ok("storages", String.join(":, ", schemes) + ":");
        } catch (IllegalStateException | ServiceConfigurationError broken) {
            return Finding.fail("storages", "one on the class path is broken: " + broken + "; remove or rebuild it");
        }
    }

    private static Finding wrappers() {
        try {
            String names =
                    Backends.wrappers().stream().map(WrapperProvider::name).collect(Collectors.joining(", "));
            return names.isEmpty()
                    ? Finding.warn("wrappers", "none on the class path; URLs such as readonly+s3://bucket need them")
                    : Finding.ok("wrappers", names);
        } catch (IllegalStateException | ServiceConfigurationError broken) {
            return Finding.fail("wrappers", "one on the class path is broken: " + broken + "; remove or rebuild it");
        }
    }

    private static Finding leakDetection() {
        LeakDetection level = LeakDetection.current();
        String text = level.name().toLowerCase(Locale.ROOT);
        return level == LeakDetection.OFF
                ? Finding.warn(
                        "leak detection",
                        text + "; leave out -Danyfs.leakDetection=off to learn of forgotten resources")
                : Finding.ok("leak detection", text);
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
