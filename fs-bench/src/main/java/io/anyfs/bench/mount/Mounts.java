package io.anyfs.bench.mount;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The mounts that can be compared, of one directory.
 *
 * @param top where all is
 * @param script the script {@code anyfs}
 */
record Mounts(Path top, Path script) implements Closeable {

    static final List<String> NAMES = List.of("anyfs", "sshfs", "rclone");

    /** What tells that a mount answers. */
    private static final String MARK = "mark";

    static Mounts create(Path script) throws IOException {
        Path memory = Path.of("/dev/shm");
        Path parent = Files.isDirectory(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
        Mounts mounts = new Mounts(Files.createTempDirectory(parent, "anyfs-bench-mount"), script);
        Files.createDirectory(mounts.files());
        Files.createFile(mounts.files().resolve(MARK));
        return mounts;
    }

    /** What is mounted. */
    Path files() {
        return top.resolve("files");
    }

    Mount start(String name) throws IOException, InterruptedException {
        Path at = Files.createDirectory(top.resolve(name));
        return switch (name) {
            case "anyfs" ->
                Mount.start(name, at, List.of(), MARK, script.toString(), "mount", "local:" + files(), at.toString());
            case "rclone" ->
                Mount.start(
                        name,
                        at,
                        List.of(),
                        MARK,
                        "rclone",
                        "mount",
                        "--config",
                        "/dev/null",
                        // Five minutes are usual: it would not see what is put beside it.
                        "--dir-cache-time",
                        "100ms",
                        // Without it, rclone writes from the start to the end only.
                        "--vfs-cache-mode",
                        "writes",
                        "--cache-dir",
                        top.resolve("rclone-cache").toString(),
                        files().toString(),
                        at.toString());
            case "sshfs" -> sshfs(name, at);
            default -> throw new IllegalArgumentException("no such mount: " + name);
        };
    }

    private Mount sshfs(String name, Path at) throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String user = System.getProperty("user.name");
        if (user.equals("root")) {
            // Where sshd drops its rights to; Debian makes it when its own server is started.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        for (String key : List.of("host", "key")) {
            Mount.start(
                            "ssh-keygen",
                            "-q",
                            "-t",
                            "ed25519",
                            "-N",
                            "",
                            "-f",
                            top.resolve(key).toString())
                    .waitFor();
        }
        Path config =
                Files.writeString(top.resolve("sshd"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s.pub
                PermitRootLogin yes
                StrictModes no
                UsePAM no
                PidFile none
                Subsystem sftp internal-sftp
                """.formatted(port, top.resolve("host"), top.resolve("key")));
        Process server = Mount.start("/usr/sbin/sshd", "-D", "-e", "-f", config.toString());
        awaitListening(port);
        return Mount.start(
                name,
                at,
                List.of(server),
                MARK,
                "sshfs",
                "-f",
                "-p",
                Integer.toString(port),
                "-o",
                "IdentityFile=" + top.resolve("key") + ",StrictHostKeyChecking=no,UserKnownHostsFile=/dev/null",
                user + "@127.0.0.1:" + files(),
                at.toString());
    }

    private static void awaitListening(int port) throws IOException, InterruptedException {
        for (int tries = 0; tries < 200; tries++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IOException("sshd does not listen");
    }

    @Override
    public void close() throws IOException {
        try {
            Mount.start("rm", "-rf", "--one-file-system", top.toString()).waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
