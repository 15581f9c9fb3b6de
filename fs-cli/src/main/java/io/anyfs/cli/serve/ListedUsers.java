package io.anyfs.cli.serve;

import io.anyfs.FsUrl;
import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.UsageException;
import io.anyfs.cli.text.ShellWord;
import io.anyfs.expose.users.UserProfile;
import io.anyfs.expose.users.UsersFile;
import io.anyfs.expose.users.UsersFileAuthenticator;
import io.anyfs.expose.users.UsersFileException;
import io.anyfs.spi.Backend;
import io.anyfs.spi.Backends;
import io.anyfs.spi.ReadOnlyBackend;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The users of a file.
 *
 * @param file where it is
 * @param users what was in it at the start
 */
record ListedUsers(Path file, UsersFile users) implements Logins {

    private static final int SHOWN = 5;

    /** How long somebody who was taken out may go on: a look costs next to nothing as long as the file stays the same. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    static ListedUsers read(Path file) throws CommandException, IOException {
        try {
            return new ListedUsers(file, UsersFile.read(file));
        } catch (UsersFileException wrong) {
            throw new CommandException(ExitCode.USAGE, text(wrong, file), wrong);
        } catch (NoSuchFileException missing) {
            throw new CommandException(
                    ExitCode.NOT_FOUND,
                    "there is no file of users " + file + "; make one with anyfs user add NAME --users "
                            + ShellWord.of(file.toString()),
                    missing);
        }
    }

    /** One line for all that is wrong. */
    static String text(UsersFileException wrong, Path file) {
        int more = wrong.problems().size() - 1;
        return wrong.problems().get(0)
                + (more == 0
                        ? ""
                        : " (and " + more + " more: anyfs user check --users " + ShellWord.of(file.toString()) + ")");
    }

    @Override
    public String names() {
        List<String> names = new ArrayList<>(users.users().keySet());
        if (users.anonymous() != null) {
            names.add("anonymous");
        }
        String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return (names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown) + " of " + file;
    }

    @Override
    public Login first() {
        String name = users.users().keySet().stream().findFirst().orElse("anonymous");
        return new Login(name, null, Login.Origin.GIVEN, List.of());
    }

    @Override
    public Admission admit(Served served) throws CommandException, IOException {
        try {
            UsersFileAuthenticator authenticator = UsersFileAuthenticator.open(
                    file,
                    served.seen().apply(""),
                    url -> open(url, served.readOnly()),
                    read -> requireOutside(read, served.secrets()));
            return new Admission(
                    authenticator, service -> authenticator.endRevoked(service, LOOK_AGAIN), authenticator);
        } catch (UsersFileException wrong) {
            throw new CommandException(ExitCode.USAGE, text(wrong, file), wrong);
        } catch (IllegalArgumentException refused) {
            throw new UsageException(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** As a storage that is served by its URL. */
    private static Backend open(FsUrl url, boolean readOnly) throws IOException {
        FsUrl whole = url.scheme().equals("s3")
                ? url.withDefault("statCache", Integer.toString(ServedStorage.STAT_CACHE_SECONDS))
                : url;
        Backend storage = Backends.open(whole);
        return readOnly ? new ReadOnlyBackend(storage) : storage;
    }

    /** Refuses homes in which secrets of the server are. */
    private static void requireOutside(UsersFile read, List<Path> secrets) {
        List<UserProfile> profiles = new ArrayList<>();
        read.users().values().forEach(user -> profiles.add(user.profile()));
        if (read.anonymous() != null) {
            profiles.add(read.anonymous());
        }
        for (UserProfile profile : profiles) {
            FsUrl url = profile.home().startsWith("/") ? null : FsUrl.parse(profile.home());
            if (url != null && (url.scheme().equals("local") || url.scheme().equals("file"))) {
                try {
                    new ServedStorage(url, Path.of(url.path())).requireOutside(secrets);
                } catch (UsageException | IOException served) {
                    throw new IllegalArgumentException(served.getMessage(), served);
                }
            }
        }
    }
}
