package io.anyfs.cli.user;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.UsageException;
import io.anyfs.expose.AccountLimits;
import io.anyfs.expose.Protocol;
import io.anyfs.expose.users.Network;
import io.anyfs.expose.users.PasswordHash;
import io.anyfs.expose.users.PublicKeyLine;
import io.anyfs.expose.users.Quota;
import io.anyfs.expose.users.UserEntry;
import io.anyfs.expose.users.UserName;
import io.anyfs.expose.users.UserProfile;
import io.anyfs.spi.ByteCount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs user add}. */
@Command(
        name = "add",
        description = {
            "Add a user. With --key and no password the key alone opens; otherwise somebody at a terminal is asked for a password.",
            "Permissions by path are written into the file by hand; docs/users.md says how."
        },
        footer = {
            "  anyfs user add alice --key alice.pub --home /homes/alice",
            "  anyfs user add bob --generate --read-only --users /etc/anyfs/users.yaml"
        })
final class AddCommand extends UsersCommand {

    @Parameters(paramLabel = "NAME", description = "What the user is called.")
    private String name = "";

    @Mixin
    private final NewPassword password = new NewPassword();

    @Option(names = "--key", paramLabel = "FILE", description = "A file with public keys of OpenSSH; may be repeated.")
    private List<Path> keyFiles = List.of();

    @Option(
            names = "--home",
            paramLabel = "PLACE",
            description = "What the user sees: a path in what is served, or a URL; / if not given. {user} is the name.")
    private @Nullable String home;

    @Option(names = "--read-only", description = "The user cannot change anything.")
    private boolean readOnly;

    @Option(names = "--quota", paramLabel = "SIZE", description = "How much may be stored in the home, such as 10GiB.")
    private @Nullable String quota;

    @Option(names = "--max-sessions", paramLabel = "N", description = "How many sessions at once.")
    private int sessions;

    @Option(names = "--download-rate", paramLabel = "SIZE", description = "Bytes a second for all downloads together.")
    private @Nullable String download;

    @Option(names = "--upload-rate", paramLabel = "SIZE", description = "Bytes a second for all uploads together.")
    private @Nullable String upload;

    @Option(names = "--protocol", paramLabel = "NAME", description = "By what the user may log in; may be repeated.")
    private List<Protocol> protocols = List.of();

    @Option(
            names = "--network",
            paramLabel = "CIDR",
            description = "From where the user may log in, such as 192.0.2.0/24; may be repeated.")
    private List<String> networks = List.of();

    AddCommand(Environment environment) {
        super(environment, UserCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        if (!UserName.isValid(name)) {
            throw new UsageException(
                    "'" + name + "' is no user name; leave out spaces and the characters : @ , / \\ { }");
        }
        Path file = file();
        if (Files.exists(file) && read().users().containsKey(name)) {
            throw new CommandException(
                    ExitCode.ALREADY_EXISTS,
                    "there is a user '" + name + "' in " + file + " already; anyfs user passwd and key change it");
        }
        UserProfile profile = profile();
        List<PublicKeyLine> keys = new ArrayList<>();
        for (Path keyFile : keyFiles) {
            keys.addAll(keys(keyFile));
        }
        List<PasswordHash> hashes =
                keys.isEmpty() || password.isChosen() ? List.of(password.hash(environment(), name)) : List.of();
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        edit(editor -> editor.add(new UserEntry(name, hashes, keys, profile)));
        terminal().print("Added " + name + " to " + file);
    }

    private UserProfile profile() {
        UserProfile everything = UserProfile.EVERYTHING;
        try {
            Set<Protocol> allowed = protocols.isEmpty() ? everything.protocols() : EnumSet.copyOf(protocols);
            return new UserProfile(
                    home == null ? everything.home() : home,
                    readOnly,
                    everything.permissions(),
                    new Quota(bytes(quota), 0),
                    new AccountLimits(sessions, bytes(download), bytes(upload)),
                    allowed,
                    networks.stream().map(Network::parse).toList());
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static long bytes(@Nullable String amount) {
        return amount == null ? 0 : ByteCount.parse(amount);
    }
}
