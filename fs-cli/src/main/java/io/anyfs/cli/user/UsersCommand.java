package io.anyfs.cli.user;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import io.anyfs.expose.users.PublicKeyLine;
import io.anyfs.expose.users.UserEntry;
import io.anyfs.expose.users.UsersFile;
import io.anyfs.expose.users.UsersFileEditor;
import io.anyfs.expose.users.UsersFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command on a file of users. */
abstract class UsersCommand extends Subcommand {

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "The file; ~/.config/anyfs/users.yaml (or anyfs/users.yaml in XDG_CONFIG_HOME) if not given.")
    private @Nullable Path file;

    UsersCommand(Environment environment, String group) {
        super(environment, group);
    }

    final Path file() {
        if (file != null) {
            return environment().workingDirectory().resolve(file);
        }
        return DefaultUsersFile.path(environment().variables());
    }

    final UsersFile read() throws CommandException, IOException {
        try {
            return UsersFile.read(file());
        } catch (UsersFileException wrong) {
            throw refusal(wrong);
        } catch (NoSuchFileException missing) {
            throw noFile(missing);
        }
    }

    /** The user of this name, who has to be there. */
    final UserEntry user(String name) throws CommandException, IOException {
        UserEntry user = read().users().get(name);
        if (user == null) {
            throw new CommandException(
                    ExitCode.NOT_FOUND,
                    "there is no user '" + name + "' in " + file() + "; 'anyfs user list' shows all");
        }
        return user;
    }

    final void edit(Change change) throws CommandException, IOException {
        try {
            change.make(new UsersFileEditor(file()));
        } catch (UsersFileException wrong) {
            throw refusal(wrong);
        } catch (NoSuchFileException missing) {
            throw noFile(missing);
        } catch (IllegalArgumentException refused) {
            throw new CommandException(ExitCode.USAGE, file() + ": " + refused.getMessage(), refused);
        }
    }

    /** The keys in a file, one a line. */
    final List<PublicKeyLine> keys(Path keyFile) throws CommandException, IOException {
        List<PublicKeyLine> keys = new ArrayList<>();
        try {
            for (String line :
                    Files.readAllLines(environment().workingDirectory().resolve(keyFile), StandardCharsets.UTF_8)) {
                if (!line.isBlank() && !line.strip().startsWith("#")) {
                    keys.add(PublicKeyLine.parse(line));
                }
            }
        } catch (NoSuchFileException missing) {
            throw new CommandException(
                    ExitCode.NOT_FOUND, "there is no file " + keyFile + "; name one with a public key", missing);
        } catch (IllegalArgumentException wrong) {
            throw new CommandException(ExitCode.USAGE, keyFile + ": " + wrong.getMessage(), wrong);
        }
        if (keys.isEmpty()) {
            throw new UsageException(keyFile + " holds no key; put public keys into it, one a line");
        }
        return keys;
    }

    private CommandException noFile(NoSuchFileException missing) {
        return new CommandException(
                ExitCode.NOT_FOUND, "there is no file of users " + file() + "; 'anyfs user add' makes one", missing);
    }

    private static CommandException refusal(UsersFileException wrong) {
        int more = wrong.problems().size() - 1;
        return new CommandException(
                ExitCode.USAGE,
                wrong.problems().get(0) + (more == 0 ? "" : " (and " + more + " more: anyfs user check)"),
                wrong);
    }

    /** Changes a file. */
    interface Change {
        void make(UsersFileEditor editor) throws IOException;
    }
}
