package io.anyfs.bench.s3;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program that speaks a file protocol with a server of this machine. */
sealed interface FileClient {

    /** The user that servers let in. */
    String USER = "bench";

    /** The user's password, where keys are not used. */
    String PASSWORD = "bench-password";

    /** The command that does a client's share of a task. It makes the place if it uploads, and otherwise fetches into a directory. */
    List<String> command(Task task, String place, Path fetched) throws IOException;

    /** OpenSSH's client, with a cipher that is in hardware and that all servers have. */
    record Sftp(LocalFiles files, Path key, int port) implements FileClient {

        /** Makes a key pair. */
        static Path newKey(LocalFiles files) throws IOException, InterruptedException {
            Path key = files.directory().resolve("key");
            int exit = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IOException("ssh-keygen ended with " + exit);
            }
            return key;
        }

        @Override
        public List<String> command(Task task, String place, Path fetched) throws IOException {
            String batch = task.upload()
                    ? "mkdir " + place + "\nput " + files.source(task) + "/* " + place + "/\n"
                    : "get " + task.source() + "/* " + fetched + "/\n";
            Path file = files.write("batch-" + place, batch);
            return List.of(
                    "sftp",
                    "-q",
                    "-b",
                    file.toString(),
                    "-P",
                    Integer.toString(port),
                    "-i",
                    key.toString(),
                    "-o",
                    "StrictHostKeyChecking=no",
                    "-o",
                    "UserKnownHostsFile=/dev/null",
                    "-o",
                    "LogLevel=ERROR",
                    "-o",
                    "Ciphers=aes128-gcm@openssh.com",
                    USER + "@127.0.0.1");
        }
    }

    /** curl: all files over one connection, one after the other. */
    record Curl(LocalFiles files, String url) implements FileClient {

        private static final String OPTIONS = "silent\nshow-error\nfail\nuser = \"" + USER + ":" + PASSWORD + "\"\n";

        @Override
        public List<String> command(Task task, String place, Path fetched) throws IOException {
            StringBuilder batch = new StringBuilder();
            if (task.upload() && url.startsWith("http")) {
                // WebDAV makes no directory by itself.
                batch.append(OPTIONS)
                        .append("request = \"MKCOL\"\nurl = \"")
                        .append(url)
                        .append(place)
                        .append("\"\nnext\n");
            }
            batch.append(OPTIONS).append("ftp-create-dirs\n");
            for (int number = 0; number < task.files(); number++) {
                String remote = Task.file(task.upload() ? place : task.source(), number);
                batch.append("url = \"").append(url).append(remote).append("\"\n");
                batch.append(task.upload() ? "upload-file = \"" : "output = \"")
                        .append((task.upload() ? files.source(task) : fetched).resolve(Integer.toString(number)))
                        .append("\"\n");
            }
            Path file = files.write("batch-" + place, batch.toString());
            return List.of("curl", "-K", file.toString());
        }
    }
}
