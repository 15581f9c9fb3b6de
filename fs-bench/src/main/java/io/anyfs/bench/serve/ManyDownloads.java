package io.anyfs.bench.serve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Downloads of 10 MiB by FTP at the same time, and the most memory that the server has meanwhile above what it had idle. */
record ManyDownloads(ServedFiles files, int clients) implements Workload {

    private static final int MEBIBYTES = 10;
    private static final long MILLIS_BETWEEN_LOOKS = 50;

    @Override
    public String name() {
        return "downloads-" + clients;
    }

    @Override
    public String unit() {
        return "GiB";
    }

    @Override
    public boolean isFor(Server server) {
        return server.scheme() == Scheme.FTP;
    }

    @Override
    public double run(Server server) {
        throw new UnsupportedOperationException("it is measured as a whole");
    }

    @Override
    public Result measure(Server server) throws IOException, InterruptedException {
        String path = server.base() + files.large(MEBIBYTES).getFileName();
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<FtpLoad> sessions = new ArrayList<>();
        try {
            for (int i = 0; i < clients; i++) {
                sessions.add(FtpLoad.login(server.port(), server.user(), server.password()));
            }
            ProcessTree tree = server.tree();
            long idle = tree.kibibytes();
            double cpuSeconds = tree.cpuSeconds();
            long start = System.nanoTime();
            List<Future<Long>> downloads = new ArrayList<>();
            for (FtpLoad session : sessions) {
                downloads.add(threads.submit(() -> session.fetch("RETR " + path)));
            }
            threads.shutdown();
            long most = idle;
            int mostThreads = 0;
            while (!threads.awaitTermination(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
                most = Math.max(most, tree.kibibytes());
                mostThreads = Math.max(mostThreads, tree.threads());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            for (Future<Long> download : downloads) {
                if (download.get() != (long) MEBIBYTES << 20) {
                    throw new IOException("a download is not whole");
                }
            }
            return new Result(
                    clients * MEBIBYTES / 1024.0, seconds, tree.cpuSeconds() - cpuSeconds, most - idle, mostThreads);
        } catch (ExecutionException failed) {
            throw new IOException("a download failed", failed.getCause());
        } finally {
            threads.shutdownNow();
            for (FtpLoad session : sessions) {
                session.close();
            }
        }
    }
}
