package io.anyfs.expose.sftp;

import io.anyfs.expose.Download;
import io.anyfs.tree.HashComputation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** {@code md5sum} and its like as GNU coreutils has them: hashes of files, or of what the client sends if it names none. */
final class HashCommand implements ClientCommand {

    private static final int BLOCK = 256 * 1024;
    private static final String INPUT = "-";

    /** They make no difference here. */
    private static final Set<String> IGNORED_OPTIONS = Set.of("-b", "-t", "--binary", "--text");

    private final String program;
    private final FileHash hash;
    private final List<String> files;

    private HashCommand(String program, FileHash hash, List<String> files) {
        this.program = program;
        this.hash = hash;
        this.files = files;
    }

    static ClientCommand of(String program, FileHash hash, List<String> arguments) {
        List<String> files = new ArrayList<>();
        boolean options = true;
        for (String argument : arguments) {
            if (options && argument.equals("--")) {
                options = false;
            } else if (options && argument.startsWith("-") && !argument.equals(INPUT)) {
                if (!IGNORED_OPTIONS.contains(argument)) {
                    return client -> {
                        client.complain(program + ": no such option here: " + ShownText.of(argument));
                        return FAILURE;
                    };
                }
            } else {
                files.add(argument);
            }
        }
        return new HashCommand(program, hash, files.isEmpty() ? List.of(INPUT) : files);
    }

    @Override
    public int run(CommandRun client) throws IOException {
        int exitCode = SUCCESS;
        for (String file : files) {
            byte[] result;
            try {
                result = file.equals(INPUT) ? ofInput(client) : ofFile(client, file);
            } catch (CommandRun.ClientGoneException gone) {
                throw gone;
            } catch (IOException | RuntimeException failure) {
                client.requireClient();
                client.complain(program + ": " + ShownText.of(file) + ": " + CommandRun.reason(failure));
                exitCode = FAILURE;
                continue;
            }
            client.print(line(HexFormat.of().formatHex(result), file));
        }
        return exitCode;
    }

    private byte[] ofFile(CommandRun client, String file) throws IOException {
        try (Download download = client.session().download(ClientPath.canonical(file))) {
            HashComputation computation = hash.begin();
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            long position = 0;
            int read;
            while ((read = download.read(block.clear(), position)) >= 0) {
                computation.update(block.flip());
                position += read;
                client.requireClient();
            }
            return computation.digest();
        }
    }

    private byte[] ofInput(CommandRun client) throws IOException {
        HashComputation computation = hash.begin();
        byte[] block = new byte[BLOCK];
        InputStream in = client.in();
        int read;
        while ((read = in.read(block, 0, BLOCK)) >= 0) {
            computation.update(ByteBuffer.wrap(block, 0, read));
        }
        return computation.digest();
    }

    /** A name with a line break or a backslash is escaped, and a backslash in front of the line says so, as coreutils has it. */
    private static String line(String hex, String file) {
        String escaped = file.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped.equals(file) ? "" : "\\") + hex + "  " + escaped + "\n";
    }
}
