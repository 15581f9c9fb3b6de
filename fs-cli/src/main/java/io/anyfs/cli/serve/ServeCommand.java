package io.anyfs.cli.serve;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import io.anyfs.cli.text.ShellWord;
import io.anyfs.expose.FileService;
import io.anyfs.expose.FileServiceBuilder;
import io.anyfs.expose.ListenBacklog;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.lifecycle.DumpTrigger;
import io.anyfs.spec.OpenSpec;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs serve}. */
@Command(
        name = "serve",
        description = {
            "Serve a storage over SFTP and FTP until Ctrl-C or SIGTERM, which let running transfers finish.",
            "Without arguments: ./anyfs-data, created if it is missing, on SFTP 2222 and FTP 2121 of this machine. With --sftp,"
                    + " --ftp or --ftps only what is named is served.",
            "Without --password-file a password is generated; it and the host key are kept in ~/.local/state/anyfs."
        },
        footer = {
            "  anyfs serve",
            "  anyfs serve /srv/share --sftp 0.0.0.0:22 --user alice --authorized-keys alice.pub",
            "  anyfs serve /srv/share --read-only --ftp 2121 --password-file secret",
            "  anyfs serve /srv/share --ftps 0.0.0.0:990 --tls-cert fullchain.pem --tls-key privkey.pem",
            "  anyfs serve 's3://my-bucket/incoming?region=eu-central-1' --sftp 0.0.0.0:2222",
            "  anyfs serve --spec tree.yaml --sftp 0.0.0.0:2222",
            "  anyfs serve /srv/share --users users.yaml --sftp 0.0.0.0:2222",
            "  anyfs serve --demo-s3",
            "  anyfs serve mem: --sftp 0 --ready-file ready.json"
        })
public final class ServeCommand extends Subcommand {

    private static final String DEFAULT_DIRECTORY = "anyfs-data";

    /** After the drain, for the last replies to reach the clients. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    @Parameters(arity = "0..1", paramLabel = "PLACE", description = "What to serve: a local directory or a URL.")
    private @Nullable String place;

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description = "Serve the tree of storages that this file describes, to the users that it names.")
    private @Nullable Path specFile;

    @Option(
            names = "--demo-s3",
            description = "Serve a bucket of an S3 server that runs in this process, in memory, to try that out.")
    private boolean demoS3;

    @Mixin
    private final SftpOptions sftp = new SftpOptions();

    @Mixin
    private FtpOptions ftp = new FtpOptions();

    @Mixin
    private final UserOptions users = new UserOptions();

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Write the addresses there, as JSON, when all servers listen; deleted at the end.")
    private @Nullable Path readyFile;

    @Option(names = "--read-only", description = "Nobody can change anything.")
    private boolean readOnly;

    @Option(
            names = "--links",
            paramLabel = "POLICY",
            description =
                    "Symbolic links in a local directory: deny, follow, or within (if not given) for those that stay in it.")
    private ServedStorage.@Nullable Links links;

    @Option(
            names = "--upload",
            paramLabel = "POLICY",
            converter = UploadChoice.class,
            completionCandidates = UploadChoice.class,
            description =
                    "What is left of an upload that is cut: nothing (atomic, if not given), or what arrived, so that"
                            + " clients can resume it (in-place).")
    private UploadPolicy upload = UploadPolicy.ATOMIC;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = "How long running transfers may take to finish at the end; 30 if not given.")
    private int drainSeconds = 30;

    @Option(
            names = "--backlog",
            paramLabel = "N",
            description = "How many connections the kernel queues until they are accepted.")
    private @Nullable Integer backlog;

    @Mixin
    private final LimitOptions limitOptions = new LimitOptions();

    @Mixin
    private final OperatorOptions operatorOptions = new OperatorOptions();

    @Option(
            names = {"-v", "--verbose"},
            description = "Log what happens to standard error; -vv logs more.")
    private boolean[] verbose = {};

    /** The command in an environment. */
    public ServeCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        Logging.start(verbose.length);
        users.check();
        if (drainSeconds < 0) {
            throw new UsageException("--drain must be 0 or more seconds: " + drainSeconds);
        }
        limitOptions.limits();
        if (readyFile != null) {
            new ReadyFile(absolute(readyFile)).require();
        }
        int queue = queue();
        if (!sftp.isWanted() && !ftp.isWanted()) {
            sftp.listenByDefault();
            ftp.listenByDefault();
        }
        if (demoS3 || specFile != null) {
            requireNoPlace();
        }
        StateDirectory state = StateDirectory.of(environment().variables());
        EndRequest end = new EndRequest(environment().signals());
        if (specFile != null) {
            ServedSpec spec = ServedSpec.read(absolute(specFile));
            spec.requireOutside(secrets(state));
            NamedUsers named = spec.logins();
            users.requireNobody(specFile, named);
            requireWayIn(named);
            createState(state, named != null);
            if (named != null) {
                named.all().forEach(login -> {
                    if (login.password() instanceof PasswordFile kept) {
                        remarkOnReaders(kept, kept.path());
                    }
                });
            }
            Logins logins = named == null ? login(state) : named;
            try (OpenSpec open = spec.spec().openAll()) {
                serve(
                        name -> open.users().getOrDefault(name, open.root()),
                        spec.toString(),
                        terminal -> {},
                        logins,
                        secrets(state),
                        queue,
                        end);
            }
        } else if (demoS3) {
            createState(state, false);
            try (DemoBucket bucket = DemoBucket.start();
                    FileSystem owned = bucket.open()) {
                serve(name -> owned, bucket.toString(), bucket::print, login(state), secrets(state), queue, end);
            }
        } else {
            ServedStorage storage = storage();
            storage.requireOutside(secrets(state));
            if (!readOnly && storage.followsLinksOut()) {
                terminal()
                        .tell("anyfs serve: with links=follow, whoever may write here can make links to all that this"
                                + " process may reach; add --read-only, or leave it out");
            }
            createState(state, false);
            Logins logins = login(state);
            try (FileSystem owned = FileSystems.open(storage.url())) {
                serve(name -> owned, storage.toString(), terminal -> {}, logins, secrets(state), queue, end);
            }
        }
    }

    private void createState(StateDirectory state, boolean passwordsElsewhere) throws CommandException {
        if (sftp.needsState() || (users.usesState() && !passwordsElsewhere) || ftp.needsState()) {
            state.create();
        }
    }

    private void serve(
            Function<String, FileSystem> owned,
            String name,
            Greeting.More more,
            Logins logins,
            List<Path> secrets,
            int queue,
            EndRequest end)
            throws Exception {
        Function<String, FileSystem> served = readOnly ? owned.andThen(FileSystem::readOnly) : owned;
        try (Logins.Admission admission = logins.admit(new Logins.Served(served, readOnly, secrets))) {
            FileServiceBuilder governed = FileService.builder(admission.authenticator())
                    .limits(limitOptions.limits().withDrainTimeout(GRACE))
                    .uploads(upload);
            operatorOptions.serve(governed, environment().workingDirectory(), service -> {
                Closeable watch = admission.watch().over(service);
                try (watch;
                        Servers servers = new Servers()) {
                    Greeting greeting = new Greeting(terminal(), logins, name + (readOnly ? " (read-only)" : ""), more);
                    answerDumpRequests(() -> serve(greeting, service, servers, logins, queue, end));
                }
            });
        }
    }

    private void serve(
            Greeting greeting, FileService service, Servers servers, Logins logins, int queue, EndRequest end)
            throws Exception {
        ReadyFile ready = readyFile == null ? null : new ReadyFile(absolute(readyFile));
        if (ready != null) {
            ready.clear();
        }
        StateDirectory state = StateDirectory.of(environment().variables());
        sftp.start(servers, service, state, environment().workingDirectory(), queue);
        ftp.start(servers, service, state, environment().workingDirectory(), queue);
        greeting.print(servers);
        if (ready != null) {
            end.beforeHalt(ready::clearQuietly);
            ready.write(servers.json(logins.first().user()));
        }
        try {
            end.await();
            drain(service);
        } finally {
            if (ready != null) {
                ready.clear();
            }
        }
    }

    private void drain(FileService service) throws CommandException {
        int running = service.runningTransfers();
        if (running > 0) {
            terminal()
                    .tell("anyfs serve: waiting up to " + drainSeconds + " s for " + transfers(running)
                            + " to finish; a second signal ends at once");
        }
        service.drain(Duration.ofSeconds(drainSeconds));
        int left = service.runningTransfers();
        if (left > 0) {
            throw new CommandException(
                    ExitCode.FAILURE,
                    transfers(left) + " did not finish in time and will be "
                            + (upload == UploadPolicy.ATOMIC ? "aborted" : "cut, keeping what arrived")
                            + "; --drain gives more");
        }
    }

    private static String transfers(int count) {
        return count + (count == 1 ? " transfer" : " transfers");
    }

    private int queue() {
        try {
            return backlog == null ? ListenBacklog.usual() : ListenBacklog.require(backlog);
        } catch (BindException | IllegalArgumentException unavailable) {
            throw new UsageException(String.valueOf(unavailable.getMessage()), unavailable);
        }
    }

    private void requireNoPlace() {
        if (place != null || links != null) {
            throw new UsageException((demoS3 ? "--demo-s3 serves a bucket of its own" : "--spec says what is served")
                    + "; leave out " + (place != null ? ShellWord.of(place) : "--links"));
        }
        if (demoS3 && specFile != null) {
            throw new UsageException("--demo-s3 and --spec each say what is served; leave out one");
        }
    }

    /** Keys open SFTP only. */
    private void requireWayIn(@Nullable NamedUsers named) {
        if (named != null && !sftp.isWanted()) {
            for (Login login : named.all()) {
                if (login.password() == null) {
                    throw new UsageException(login.user() + " has keys only, which open SFTP and not FTP; serve --sftp"
                            + " too, or give a password in " + specFile);
                }
            }
        }
    }

    private ServedStorage storage() throws IOException {
        if (place == null) {
            Path directory = absolute(Path.of(DEFAULT_DIRECTORY));
            Files.createDirectories(directory);
            return ServedStorage.of(
                    places().url(directory.toString()), environment().workingDirectory(), links);
        }
        return ServedStorage.of(places().url(place), environment().workingDirectory(), links);
    }

    private Logins login(StateDirectory state) throws CommandException, IOException {
        return users.logins(environment().workingDirectory(), state, ftp.isWanted(), this::remarkOnReaders);
    }

    private void remarkOnReaders(PasswordFile password, Path asNamed) {
        if (password.isReadableByOthers()) {
            terminal()
                    .tell("anyfs serve: others can read " + asNamed + "; change that with chmod 600 "
                            + ShellWord.of(asNamed.toString()));
        }
    }

    private List<Path> secrets(StateDirectory state) {
        List<Path> secrets = new ArrayList<>(List.of(state.path()));
        secrets.addAll(sftp.secrets(state, environment().workingDirectory()));
        secrets.addAll(users.secrets(environment().workingDirectory()));
        secrets.addAll(ftp.secrets(environment().workingDirectory()));
        secrets.addAll(operatorOptions.files(environment().workingDirectory()));
        return secrets;
    }

    private Path absolute(Path path) {
        return environment().workingDirectory().resolve(path);
    }

    /** So that {@code anyfs leaks --pid} gets an answer. A server that cannot give one serves all the same. */
    private void answerDumpRequests(Serving serving) throws Exception {
        DumpTrigger trigger = null;
        try {
            trigger = DumpTrigger.install();
        } catch (IOException unavailable) {
            terminal().tell("anyfs serve: 'anyfs leaks --pid' will not work: " + unavailable.getMessage());
        }
        try {
            serving.run();
        } finally {
            if (trigger != null) {
                trigger.close();
            }
        }
    }

    private interface Serving {
        void run() throws Exception;
    }
}
