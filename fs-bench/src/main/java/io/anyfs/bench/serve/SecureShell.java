package io.anyfs.bench.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** OpenSSH's programs. */
final class SecureShell {

    private SecureShell() {}

    static void newKey(Path key) throws IOException, InterruptedException {
        run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()));
    }

    /** Options of ssh and sftp. Without a cipher the client asks for what it likes best. */
    static List<String> options(Server server, Path key, String cipher) {
        List<String> options = new ArrayList<>(List.of(
                "-F",
                "/dev/null",
                "-o",
                "Port=" + server.port(),
                "-i",
                key.toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "LogLevel=ERROR"));
        if (!cipher.isEmpty()) {
            options.addAll(List.of("-o", "Ciphers=" + cipher));
        }
        return options;
    }

    /** Runs a program to its end. */
    static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
        }
    }
}
