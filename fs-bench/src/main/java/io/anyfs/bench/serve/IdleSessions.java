package io.anyfs.bench.serve;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sessions that are logged in and do nothing: what each of them keeps. */
record IdleSessions(Path key, int count) implements Workload {

    /** Before it counts, so that what is there once for all sessions is there. */
    private static final int FIRST = 50;

    private static final long SETTLE_MILLIS = 3_000;

    @Override
    public String name() {
        return "idle-" + count;
    }

    @Override
    public String unit() {
        return "sessions";
    }

    @Override
    public boolean isFor(Server server) {
        return server.scheme() != Scheme.FTPS;
    }

    @Override
    public double run(Server server) {
        throw new UnsupportedOperationException("it is measured as a whole");
    }

    @Override
    public Result measure(Server server) throws IOException, InterruptedException {
        List<Closeable> sessions = new ArrayList<>();
        try (SftpSessions client = SftpSessions.by(key)) {
            for (int i = 0; i < FIRST; i++) {
                sessions.add(login(server, client));
            }
            Thread.sleep(SETTLE_MILLIS);
            ProcessTree tree = server.tree();
            long kibibytes = tree.kibibytes();
            int threads = tree.threads();
            double cpuSeconds = tree.cpuSeconds();
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                sessions.add(login(server, client));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Thread.sleep(SETTLE_MILLIS);
            return new Result(
                    count,
                    seconds,
                    tree.cpuSeconds() - cpuSeconds,
                    tree.kibibytes() - kibibytes,
                    tree.threads() - threads);
        } finally {
            for (Closeable session : sessions) {
                session.close();
            }
        }
    }

    private static Closeable login(Server server, SftpSessions client) throws IOException {
        return server.scheme() == Scheme.SFTP
                ? client.login(server)
                : FtpLoad.login(server.port(), server.user(), server.password());
    }
}
