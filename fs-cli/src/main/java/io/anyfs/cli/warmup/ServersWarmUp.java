package io.anyfs.cli.warmup;

import io.anyfs.demo.s3.DemoS3;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Has a server for a bucket started, is a client and the bucket to it, and ends it, so that the launcher gets an archive of what a
 * server needs and of what is worth compiling. All is in a temporary directory, and on ports that are free.
 */
public final class ServersWarmUp {

    /** As many as the JVM needs to see to know what is worth compiling; tests have no time for that. */
    private static final int FILES = Integer.getInteger("anyfs.warmup.files", 400);

    private static final int BIG = 32 << 20;
    private static final String BUCKET = "warm-up";
    private static final String USER = "anyfs";
    private static final String PASSWORD = "only-for-the-warm-up";

    /** Java may take as long to write what it has learnt. */
    private static final long PATIENCE_SECONDS = 600;

    private ServersWarmUp() {}

    /** Runs the server by a command, to which the arguments of {@code anyfs} are added. */
    public static void main(String[] command) throws Exception {
        Path directory = Files.createTempDirectory("anyfs-warm-up");
        // Also after Ctrl-C.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
        try (DemoS3 bucket = DemoS3.start()) {
            bucket.createBucket(BUCKET);
            Path ready = directory.resolve("ready");
            Process server = start(command, directory, bucket, ready);
            try {
                visit(Ports.read(ready, server));
            } finally {
                server.destroy();
                server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                server.destroyForcibly();
            }
        }
    }

    private static Process start(String[] command, Path directory, DemoS3 bucket, Path ready) throws IOException {
        Path password = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(
                "serve",
                "s3://" + BUCKET + "?endpoint=" + bucket.endpoint() + "&region=" + bucket.region(),
                "--sftp",
                "0",
                "--ftp",
                "0",
                "--user",
                USER,
                "--password-file",
                password.toString(),
                "--ready-file",
                ready.toString()));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(password.toFile()))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("AWS_"));
        builder.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID",
                        bucket.accessKey(),
                        "AWS_SECRET_ACCESS_KEY",
                        bucket.secretKey(),
                        "XDG_STATE_HOME",
                        directory.toString()));
        return builder.start();
    }

    private static void visit(Ports ports) throws IOException {
        // The first that OpenSSH's client asks for, and the fastest.
        for (String cipher : List.of("aes128-ctr", "aes128-gcm@openssh.com")) {
            try (SftpVisitor visitor = SftpVisitor.login(ports.sftp(), cipher, USER, PASSWORD)) {
                visitor.visit("/" + cipher, FILES / 2, BIG);
            }
        }
        try (FtpVisitor visitor = FtpVisitor.login(ports.ftp(), USER, PASSWORD)) {
            visitor.visit("/ftp", FILES / 4, BIG);
        }
    }

    /** Where the servers listen. */
    private record Ports(int sftp, int ftp) {

        private static final Pattern PORT = Pattern.compile("\"(sftp|ftp)\":\\{[^}]*\"port\":(\\d+)");

        static Ports read(Path ready, Process server) throws IOException, InterruptedException {
            while (Files.notExists(ready)) {
                if (!server.isAlive()) {
                    throw new IOException("the server has ended with exit code " + server.exitValue());
                }
                Thread.sleep(10);
            }
            List<Integer> ports = new ArrayList<>();
            Matcher found = PORT.matcher(Files.readString(ready));
            while (found.find()) {
                ports.add(Integer.parseInt(found.group(2)));
            }
            return new Ports(ports.get(0), ports.get(1));
        }
    }

    /** As far as that is possible. */
    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException failure) {
            System.err.println("anyfs: " + directory + " is left: " + failure);
        }
    }
}
