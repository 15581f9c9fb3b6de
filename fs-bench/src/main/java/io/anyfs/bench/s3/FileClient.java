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

    /**
     * FTP or WebDAV, over one connection. One large file by curl, as nothing is faster; many by lftp: curl (7.88) waits for a
     * second whenever a server's answer to {@code EPSV} is there before it looks for it.
     */
    record Plain(LocalFiles files, String url) implements FileClient {

        private static final String CURL_OPTIONS =
                "silent\nshow-error\nfail\nftp-create-dirs\nuser = \"" + USER + ":" + PASSWORD + "\"\n";

        /** Commands are not sent before the answers to those before, and times are not set. */
        private static final String LFTP_OPTIONS = """
                set cmd:fail-exit yes
                set net:max-retries 1
                set ftp:use-feat no
                set ftp:use-site-utime no
                set ftp:use-site-utime2 no
                """;

        @Override
        public List<String> command(Task task, String place, Path fetched) throws IOException {
            Path batch = files.write(
                    "batch-" + place, task.files() == 1 ? curl(task, place, fetched) : lftp(task, place, fetched));
            return task.files() == 1
                    ? List.of("curl", "-K", batch.toString())
                    : List.of("lftp", "-f", batch.toString());
        }

        private String curl(Task task, String place, Path fetched) throws IOException {
            // WebDAV makes no directory by itself.
            String directory = task.upload() && url.startsWith("http")
                    ? CURL_OPTIONS + "request = \"MKCOL\"\nurl = \"" + url + place + "\"\nnext\n"
                    : "";
            String remote = "url = \"" + url + Task.file(task.upload() ? place : task.source(), 0) + "\"\n";
            String local = task.upload()
                    ? "upload-file = \"" + files.source(task).resolve("0") + "\"\n"
                    : "output = \"" + fetched.resolve("0") + "\"\n";
            return directory + CURL_OPTIONS + remote + local;
        }

        private String lftp(Task task, String place, Path fetched) throws IOException {
            String open = LFTP_OPTIONS + "open -u " + USER + "," + PASSWORD + " " + url + "\n";
            return task.upload()
                    ? open + "mkdir " + place + "\nlcd " + files.source(task) + "\nmput -O " + place + " *\n"
                    : open + "mget -O " + fetched + " " + task.source() + "/*\n";
        }
    }
}
