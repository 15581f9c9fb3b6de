package io.anyfs.bench.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** A directory of many entries, read again and again. */
record Listings(ServedFiles files, Path key, String verb, int entries, int times) implements Workload {

    @Override
    public String name() {
        return "list-" + verb.toLowerCase(Locale.ROOT);
    }

    @Override
    public String unit() {
        return "entries";
    }

    @Override
    public boolean isFor(Server server) {
        return switch (server.scheme()) {
            case SFTP -> verb.equals("READDIR");
            // vsftpd knows no MLSD.
            case FTP -> !verb.equals("READDIR") && !(server.name().equals("vsftpd") && verb.equals("MLSD"));
            case FTPS -> false;
        };
    }

    @Override
    public void prepare() throws IOException {
        files.small(entries, 1);
    }

    @Override
    public double run(Server server) throws IOException {
        String directory = server.base() + files.small(entries, 1).getFileName();
        if (server.scheme() == Scheme.SFTP) {
            try (SftpLoad client = SftpLoad.login(SecureShell.options(server, key, ""), server.user())) {
                for (int i = 0; i < times; i++) {
                    int found = client.list(directory);
                    if (found < entries) {
                        throw new IOException(found + " entries instead of " + entries);
                    }
                }
            }
        } else {
            try (FtpLoad client = FtpLoad.login(server.port(), server.user(), server.password())) {
                for (int i = 0; i < times; i++) {
                    long bytes = client.fetch(verb + " " + directory);
                    if (bytes < 20L * entries) {
                        throw new IOException("a listing of only " + bytes + " bytes");
                    }
                }
            }
        }
        return (double) entries * times;
    }
}
