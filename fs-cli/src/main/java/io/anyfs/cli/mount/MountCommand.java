package io.anyfs.cli.mount;

import io.anyfs.FileSystem;
import io.anyfs.FsUrl;
import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Signals;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import io.anyfs.cli.serve.Logging;
import io.anyfs.mount.os.MountUnavailableException;
import io.anyfs.mount.os.OsMount;
import io.anyfs.mount.os.OsMountOptions;
import io.anyfs.mount.os.PageCache;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code anyfs mount}. */
@Command(
        name = "mount",
        description = {
            "Mount a storage on a directory, so that any program can use it, until Ctrl-C, SIGTERM or 'anyfs umount'.",
            "Linux only, by FUSE 3; needs Java 22 or newer. Where a storage publishes whole files, as a bucket does, others see a"
                    + " file when it is closed or fsync was called."
        },
        footer = {
            "  anyfs mount s3://bucket/photos /mnt/photos",
            "  anyfs mount --daemon --read-only --cache ~/.cache/photos s3://bucket/photos /mnt/photos",
            "  anyfs mount tree.yaml /mnt/tree",
            "  anyfs umount /mnt/photos"
        })
public final class MountCommand extends Subcommand {

    private static final System.Logger LOG = System.getLogger(MountCommand.class.getName());

    @Parameters(
            index = "0",
            paramLabel = "PLACE",
            description = "What to mount: a URL, a directory, or the file of a spec.")
    private String place = "";

    @Parameters(index = "1", paramLabel = "DIRECTORY", description = "Where: an empty directory.")
    private Path directory = Path.of("");

    @Option(names = "--read-only", description = "Nobody can change anything.")
    private boolean readOnly;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Keep what is read in this directory, over restarts too.")
    private @Nullable Path cache;

    @Option(names = "--cache-size", paramLabel = "BYTES", description = "How much to keep there; 10 GiB if not given.")
    private @Nullable String cacheSize;

    @Option(names = "--foreground", description = "Stay until the end. So it is if not given.")
    private boolean foreground;

    @Option(
            names = "--daemon",
            description = "Go on in the background, and return when the mount answers, or with what failed.")
    private boolean daemon;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description =
                    "With --daemon: where it says what failed, one line each; 'anyfs mounts' tells where if not given.")
    private @Nullable Path log;

    @Option(
            names = "--allow-other",
            description = "Other users may use it too, as far as owners and modes of files let them.")
    private boolean allowOther;

    @Option(
            names = "--attr-timeout",
            paramLabel = "SECONDS",
            description = "For how long the kernel believes facts and names; 1 if not given.")
    private double attributeTimeout = 1;

    @Option(
            names = "--page-cache",
            paramLabel = "POLICY",
            converter = PageCacheChoice.class,
            completionCandidates = PageCacheChoice.class,
            description = "What the kernel keeps of bytes: none, until-changed (if not given), or forever.")
    private PageCache pageCache = PageCache.UNTIL_CHANGED;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = "How long programs may go on using it at the end; 10 if not given.")
    private int drainSeconds = 10;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command in an environment. */
    public MountCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        MountedStorage storage = storage();
        OsMountOptions options = options(storage.url());
        if (daemon) {
            MountLog prepared = MountLog.prepare(environment(), mountPoint(), log);
            terminal().print(Daemon.start(environment(), arguments(), directory, prepared));
            return;
        }
        Logging.start(Daemon.isThis() ? 1 : 0);
        try (FileSystem fs = storage.open();
                OsMount mount = mount(fs, options)) {
            terminal().print("mounted " + storage.url() + " on " + mount.path());
            terminal().flush();
            LOG.log(System.Logger.Level.INFO, "mounted " + storage.url() + " on " + mount.path());
            await(mount);
            LOG.log(System.Logger.Level.INFO, "unmounting " + mount.path());
        }
    }

    /** Where it will be. What is wrong with the directory is told by who mounts. */
    private Path mountPoint() {
        Path absolute = environment()
                .workingDirectory()
                .resolve(directory)
                .toAbsolutePath()
                .normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException missing) {
            return absolute;
        }
    }

    private OsMount mount(FileSystem fs, OsMountOptions options) throws CommandException, IOException {
        try {
            return OsMount.mount(fs, environment().workingDirectory().resolve(directory), options);
        } catch (MountUnavailableException missing) {
            throw new CommandException(ExitCode.UNSUPPORTED, String.valueOf(missing.getMessage()), missing);
        } catch (NoSuchFileException missing) {
            throw new CommandException(
                    ExitCode.NOT_FOUND, directory + ": the directory to mount on is missing; create it first", missing);
        } catch (DirectoryNotEmptyException full) {
            throw new CommandException(
                    ExitCode.WRONG_KIND, directory + ": not empty; mount on an empty directory", full);
        } catch (FileAlreadyExistsException taken) {
            throw new CommandException(
                    ExitCode.ALREADY_EXISTS,
                    directory + ": " + taken.getReason() + "; 'anyfs umount' removes it",
                    taken);
        }
    }

    /** Waits for whoever unmounts. A second signal ends the process at once; the mount is removed behind it. */
    private void await(OsMount mount) throws InterruptedException {
        AtomicBoolean ending = new AtomicBoolean();
        Thread waiting = Thread.currentThread();
        environment().signals().listen((Signals.Signal signal) -> {
            if (!ending.compareAndSet(false, true)) {
                Runtime.getRuntime().halt(signal.exitCode().number());
            }
            waiting.interrupt();
        });
        try {
            mount.awaitUnmount();
        } catch (InterruptedException interrupted) {
            if (!ending.get()) {
                throw interrupted;
            }
        }
    }

    private OsMountOptions options(FsUrl url) {
        if (foreground && daemon) {
            throw new UsageException("--foreground and --daemon exclude each other");
        }
        if (log != null && !daemon && !Daemon.isThis()) {
            throw new UsageException("--log is for --daemon; what stays in the foreground says it on standard error");
        }
        if (attributeTimeout < 0 || attributeTimeout > Integer.MAX_VALUE) {
            throw new UsageException("--attr-timeout must be 0 or more seconds: " + attributeTimeout);
        }
        if (drainSeconds < 0) {
            throw new UsageException("--drain must be 0 or more seconds: " + drainSeconds);
        }
        OsMountOptions options = OsMountOptions.DEFAULT
                .from(url.toString())
                .believing(Duration.ofMillis((long) (attributeTimeout * 1000)))
                .caching(pageCache)
                .draining(Duration.ofSeconds(drainSeconds))
                .unmountingAfterCrash();
        options = readOnly ? options.asReadOnly() : options;
        return allowOther ? options.allowingOther() : options;
    }

    private MountedStorage storage() throws CommandException, IOException {
        if (cache == null && cacheSize != null) {
            throw new UsageException("--cache-size is for --cache");
        }
        Path kept = cache == null ? null : environment().workingDirectory().resolve(cache);
        return MountedStorage.of(places().url(place), place, kept, cacheSize);
    }

    /** The words of this command line, but for that which makes it a daemon. */
    private List<String> arguments() {
        List<String> words = new ArrayList<>();
        if (spec != null) {
            for (String word : spec.root().commandLine().getParseResult().originalArgs()) {
                if (!word.equals("--daemon")) {
                    words.add(word);
                }
            }
        }
        return words;
    }
}
