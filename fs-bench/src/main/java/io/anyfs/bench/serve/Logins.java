package io.anyfs.bench.serve;

import java.io.IOException;
import java.nio.file.Path;

/** Logins one after the other, by password over FTP, by key over SFTP with a process of {@code ssh} each. */
record Logins(Path key, int count) implements Workload {

    @Override
    public String name() {
        return "logins";
    }

    @Override
    public String unit() {
        return "logins";
    }

    @Override
    public boolean isFor(Server server) {
        return server.scheme() != Scheme.FTPS;
    }

    @Override
    public double run(Server server) throws IOException {
        int times = server.scheme() == Scheme.SFTP ? Math.max(1, count / 10) : count;
        for (int i = 0; i < times; i++) {
            if (server.scheme() == Scheme.SFTP) {
                SftpLoad.login(SecureShell.options(server, key, ""), server.user())
                        .close();
            } else {
                try (FtpLoad client = FtpLoad.login(server.port(), server.user(), server.password())) {
                    client.say("QUIT", "221");
                }
            }
        }
        return times;
    }
}
