package io.anyfs.bench.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Many files of 4 KiB, one after the other, by one client: OpenSSH's {@code sftp}, or one that costs next to nothing. */
record SmallFiles(ServedFiles files, Path key, boolean upload, int count) implements Workload {

    @Override
    public String name() {
        return upload ? "small-put" : "small-get";
    }

    @Override
    public String unit() {
        return "files";
    }

    @Override
    public boolean isFor(Server server) {
        return server.scheme() != Scheme.FTPS;
    }

    @Override
    public void prepare() throws IOException {
        ServedFiles.empty(files.up());
        files.small(count, ServedFiles.SMALL_BYTES);
    }

    @Override
    public double run(Server server) throws IOException, InterruptedException {
        Path source = files.small(count, ServedFiles.SMALL_BYTES);
        if (server.scheme() == Scheme.SFTP) {
            sftp(server, source);
        } else {
            ftp(server, source);
        }
        if (upload) {
            requireAll(files.up());
        }
        return count;
    }

    private void sftp(Server server, Path source) throws IOException, InterruptedException {
        Path fetched = Files.createDirectories(files.own().resolve("fetched-small"));
        String batch = upload
                ? "put " + source + "/* " + server.base() + "up/\n"
                : "get " + server.base() + source.getFileName() + "/* " + fetched + "/\n";
        List<String> command = new ArrayList<>(List.of("sftp", "-q"));
        command.addAll(SecureShell.options(server, key, ""));
        command.addAll(List.of("-b", files.secret("batch", batch).toString(), server.user() + "@127.0.0.1"));
        SecureShell.run(command);
        if (!upload) {
            requireAll(fetched);
        }
        ServedFiles.empty(fetched);
    }

    private void ftp(Server server, Path source) throws IOException {
        byte[] content = new byte[ServedFiles.SMALL_BYTES];
        try (FtpLoad client = FtpLoad.login(server.port(), server.user(), server.password())) {
            for (int number = 0; number < count; number++) {
                String name = "file-" + number + ".dat";
                if (upload) {
                    client.store(server.base() + "up/" + name, content);
                } else if (client.fetch("RETR " + server.base() + source.getFileName() + "/" + name)
                        != ServedFiles.SMALL_BYTES) {
                    throw new IOException(name + " is not whole");
                }
            }
        }
    }

    private void requireAll(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            long found = all.filter(file -> file.toFile().length() == ServedFiles.SMALL_BYTES)
                    .count();
            if (found != count) {
                throw new IOException(found + " files of " + count + " are in " + directory);
            }
        }
    }
}
