package io.anyfs.bench.s3;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that serves the bucket by a file protocol. */
record FileServer(Process process, int port) implements Closeable {

    private static final int START_SECONDS = 60;

    /** {@code anyfs serve}, by the script that users run. */
    static FileServer anyfs(Path script, String protocol, String bucket, LocalFiles files, Path authorizedKeys)
            throws IOException, InterruptedException {
        int port = freePort();
        Path password = files.write("password", FileClient.PASSWORD + "\n");
        ProcessBuilder builder = new ProcessBuilder(
                script.toString(),
                "serve",
                bucket,
                "--" + protocol,
                "127.0.0.1:" + port,
                "--user",
                FileClient.USER,
                "--password-file",
                password.toString(),
                "--authorized-keys",
                authorizedKeys.toString());
        builder.environment().put("XDG_STATE_HOME", files.empty("state-" + port).toString());
        builder.environment().putAll(StoreProcess.CREDENTIALS);
        return start(builder, port);
    }

    /** {@code rclone serve}, as it is without options about caches. */
    static FileServer rclone(String protocol, URI endpoint, LocalFiles files, Path authorizedKeys)
            throws IOException, InterruptedException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                "rclone",
                "serve",
                protocol,
                RcloneContender.remote(""),
                "-q",
                "--addr",
                "127.0.0.1:" + port,
                "--user",
                FileClient.USER,
                "--pass",
                FileClient.PASSWORD,
                "--cache-dir",
                files.empty("cache-" + port).toString());
        if (protocol.equals("sftp")) {
            builder.command().addAll(List.of("--authorized-keys", authorizedKeys.toString()));
        }
        RcloneContender.prepare(builder.environment(), endpoint);
        return start(builder, port);
    }

    private static FileServer start(ProcessBuilder builder, int port) throws IOException, InterruptedException {
        builder.redirectError(ProcessBuilder.Redirect.INHERIT).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        boolean started = false;
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
            while (!listens(port)) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    throw new IOException(builder.command() + " does not listen");
                }
            }
            started = true;
            return new FileServer(process, port);
        } finally {
            if (!started) {
                process.destroy();
            }
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
