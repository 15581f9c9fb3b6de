package io.anyfs.expose.sftp;

import io.anyfs.Space;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code df}, as POSIX has it with {@code -k -P}: how much room there is, in units of 1,024 bytes. */
final class DiskFreeCommand implements ClientCommand {

    private static final int UNIT = 1024;

    /** What is printed anyway. */
    private static final Set<String> IGNORED_OPTIONS = Set.of("-k", "-P", "-kP", "-Pk", "--");

    private final List<String> files;

    private DiskFreeCommand(List<String> files) {
        this.files = files;
    }

    static ClientCommand of(List<String> arguments) {
        List<String> files = new ArrayList<>();
        for (String argument : arguments) {
            if (!argument.startsWith("-")) {
                files.add(argument);
            } else if (!IGNORED_OPTIONS.contains(argument)) {
                return client -> {
                    client.complain("df: no such option here: " + ShownText.of(argument));
                    return FAILURE;
                };
            }
        }
        return new DiskFreeCommand(files.isEmpty() ? List.of("/") : files);
    }

    @Override
    public int run(CommandRun client) throws IOException {
        int exitCode = SUCCESS;
        boolean headed = false;
        for (String file : files) {
            Space space;
            try {
                space = client.session().space(ClientPath.canonical(file));
            } catch (IOException | RuntimeException failure) {
                client.complain("df: " + ShownText.of(file) + ": " + CommandRun.reason(failure));
                exitCode = FAILURE;
                continue;
            }
            if (!headed) {
                client.print("Filesystem     1024-blocks      Used Available Capacity Mounted on\n");
                headed = true;
            }
            client.print(line(space));
        }
        return exitCode;
    }

    private static String line(Space space) {
        long used = Math.max(0, space.total() - space.free()) / UNIT;
        long usable = space.usable() / UNIT;
        long share = used + usable == 0 ? 100 : (long) Math.ceil(100.0 * used / ((double) used + usable));
        return String.format("anyfs %20d %9d %9d %7d%% /%n", space.total() / UNIT, used, usable, share)
                .replace("\r", "");
    }
}
