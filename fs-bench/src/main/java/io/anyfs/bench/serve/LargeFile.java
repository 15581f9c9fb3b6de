package io.anyfs.bench.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One large file, by OpenSSH's {@code sftp} or by curl.
 *
 * @param times how often in one session: what a process uses is told in steps of 10 ms
 * @param cipher for SFTP; empty for what the client asks for by itself, {@code null} for the other protocols
 */
record LargeFile(ServedFiles files, Path key, boolean upload, int mebibytes, int times, String cipher)
        implements Workload {

    @Override
    public String name() {
        String direction = upload ? "put" : "get";
        return "large-" + direction + (cipher.isEmpty() ? "" : "-" + cipher.replaceAll("@.*", ""));
    }

    @Override
    public String unit() {
        return "GiB";
    }

    @Override
    public boolean isFor(Server server) {
        return server.scheme() == Scheme.SFTP || cipher.isEmpty();
    }

    @Override
    public void prepare() throws IOException {
        ServedFiles.empty(files.up());
        files.large(mebibytes);
    }

    @Override
    public double run(Server server) throws IOException, InterruptedException {
        Path large = files.large(mebibytes);
        Path fetched = files.own().resolve("fetched");
        String remote = server.base() + (upload ? "up/large" : large.getFileName());
        SecureShell.run(
                server.scheme() == Scheme.SFTP
                        ? sftp(server, large, fetched, remote)
                        : curl(server, large, fetched, remote));
        Path arrived = upload ? files.up().resolve("large") : fetched;
        if (Files.size(arrived) != Files.size(large)) {
            throw new IOException(arrived + " is not whole");
        }
        Files.delete(arrived);
        return times * mebibytes / 1024.0;
    }

    private List<String> sftp(Server server, Path large, Path fetched, String remote) throws IOException {
        String batch = (upload ? "put " + large + " " + remote : "get " + remote + " " + fetched) + "\n";
        List<String> command = new ArrayList<>(List.of("sftp", "-q"));
        command.addAll(SecureShell.options(server, key, cipher));
        command.addAll(
                List.of("-b", files.secret("batch", batch.repeat(times)).toString(), server.user() + "@127.0.0.1"));
        return command;
    }

    private List<String> curl(Server server, Path large, Path fetched, String remote) {
        List<String> command =
                new ArrayList<>(List.of("curl", "-sS", "--fail", "-k", "-u", server.user() + ":" + server.password()));
        for (int i = 0; i < times; i++) {
            command.add("ftp://127.0.0.1:" + server.port() + "/" + remote);
            command.addAll(upload ? List.of("-T", large.toString()) : List.of("-o", fetched.toString()));
        }
        if (server.scheme() == Scheme.FTPS) {
            command.add("--ssl-reqd");
        }
        return command;
    }
}
