package io.anyfs.cli.mount;

import io.anyfs.BusyException;
import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import io.anyfs.mount.os.MountUnavailableException;
import io.anyfs.mount.os.OsMounts;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs umount}. */
@Command(
        name = "umount",
        description = {
            "Unmount what 'anyfs mount' mounted, in whichever process. A mount that a program uses stays, unless it is forced."
        },
        footer = {"  anyfs umount /mnt/photos", "  anyfs umount --force /mnt/photos", "  anyfs umount --stale"})
public final class UmountCommand extends Subcommand {

    @Parameters(arity = "0..*", paramLabel = "DIRECTORY", description = "Where it is mounted.")
    private List<Path> directories = new ArrayList<>();

    @Option(
            names = "--force",
            description = "At once, also while programs use it: they keep what they have open until they close it.")
    private boolean force;

    @Option(names = "--stale", description = "All mounts whose processes have ended without unmounting.")
    private boolean stale;

    /** The command in an environment. */
    public UmountCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        if (stale == !directories.isEmpty()) {
            throw new UsageException(
                    stale ? "--stale takes no directories" : "name the directory that it is mounted on, or --stale");
        }
        try {
            if (stale) {
                for (Path cleaned : OsMounts.clean()) {
                    terminal().print(cleaned.toString());
                }
            }
            forEach(directories, this::unmount);
        } catch (MountUnavailableException missing) {
            throw new CommandException(ExitCode.UNSUPPORTED, String.valueOf(missing.getMessage()), missing);
        }
    }

    private void unmount(Path directory) throws CommandException, IOException {
        try {
            OsMounts.unmount(environment().workingDirectory().resolve(directory), force);
        } catch (BusyException used) {
            throw new CommandException(
                    ExitCode.TRY_AGAIN,
                    directory + ": a program uses it; 'fuser -vm' tells which, and --force does not wait for it",
                    used);
        } catch (NoSuchFileException missing) {
            throw new CommandException(
                    ExitCode.NOT_FOUND,
                    directory + ": nothing of anyfs is mounted there; 'anyfs mounts' tells what is",
                    missing);
        }
    }
}
