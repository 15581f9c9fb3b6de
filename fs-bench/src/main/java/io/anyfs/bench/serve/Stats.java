package io.anyfs.bench.serve;

import java.io.IOException;
import java.nio.file.Path;

/** Questions for the facts of a file, many on their way at once. */
record Stats(ServedFiles files, Path key, int count, int atOnce) implements Workload {

    @Override
    public String name() {
        return "stat-" + atOnce;
    }

    @Override
    public String unit() {
        return "stats";
    }

    @Override
    public boolean isFor(Server server) {
        return server.scheme() == Scheme.SFTP;
    }

    @Override
    public double run(Server server) throws IOException {
        files.file("one", 1);
        try (SftpLoad client = SftpLoad.login(SecureShell.options(server, key, ""), server.user())) {
            client.stats(server.base() + "one", count, atOnce);
        }
        return count;
    }
}
