package io.anyfs.bench.serve;

import io.anyfs.bench.ChildProcesses;
import io.anyfs.bench.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares {@code anyfs serve} with other servers of files, over a directory in memory. Each is a process of its own; in every round
 * each has a turn. The first rounds, in which Java compiles, do not count. CPU is that of the server with all that it started.
 *
 * <pre>{@code
 * java -cp 'fs-bench/target/bench/lib/*' io.anyfs.bench.serve.ServerComparison servers=openssh,anyfs-sftp rounds=5
 * }</pre>
 *
 * <p>Settings, all of them optional:
 *
 * <ul>
 *   <li>{@code servers}, {@code workloads}: the names of those that are wanted, with commas
 *   <li>{@code rounds}, {@code warmup}: how many count, and how many go before
 *   <li>{@code mib}, {@code times}, {@code files}, {@code entries}, {@code stats}, {@code logins}, {@code idle}, {@code clients}: how much of each;
 *       {@code times} is how often a session moves its large file
 *   <li>{@code anyfs}: the script, {@code ./anyfs}; {@code proftpd}: that program
 * </ul>
 *
 * It needs Linux, OpenSSH, curl and openssl, and the servers that are wanted; vsftpd and ProFTPD need root.
 */
public final class ServerComparison {

    private static final Map<Scheme, String> BASELINES =
            Map.of(Scheme.SFTP, "openssh", Scheme.FTP, "vsftpd", Scheme.FTPS, "proftpd-ftps");

    private final Settings settings;
    private final ServedFiles files;
    private final Path key;

    private ServerComparison(Settings settings, ServedFiles files, Path key) {
        this.settings = settings;
        this.files = files;
        this.key = key;
    }

    /** Prints a table for each workload and protocol. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings = new Settings(arguments);
        ChildProcesses.endWithThis();
        try (ServedFiles files = ServedFiles.create()) {
            Path key = files.own().resolve("key");
            SecureShell.newKey(key);
            new ServerComparison(settings, files, key).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        Path script = Path.of(settings.get("anyfs", "./anyfs")).toAbsolutePath();
        Path certificate = files.own().resolve("certificate.pem");
        Path certificateKey = files.own().resolve("certificate-key.pem");
        SecureShell.run(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-keyout",
                certificateKey.toString(),
                "-out",
                certificate.toString()));
        Servers all = new Servers(
                files, script, settings.get("proftpd", "/usr/sbin/proftpd"), key, certificate, certificateKey);
        List<Server> servers = new ArrayList<>();
        try {
            for (String name : Servers.NAMES) {
                if (settings.isWanted("servers", name)) {
                    servers.add(all.start(name));
                }
            }
            for (Workload workload : workloads()) {
                if (settings.isWanted("workloads", workload.name())) {
                    compare(workload, servers);
                }
            }
        } finally {
            servers.forEach(Server::close);
        }
    }

    private List<Workload> workloads() {
        int mebibytes = settings.number("mib", 1024);
        int times = settings.number("times", 1);
        int count = settings.number("files", 2_000);
        int entries = settings.number("entries", 10_000);
        List<Workload> workloads = new ArrayList<>();
        for (String cipher : List.of("", "aes128-gcm@openssh.com")) {
            workloads.add(new LargeFile(files, key, true, mebibytes, times, cipher));
            workloads.add(new LargeFile(files, key, false, mebibytes, times, cipher));
        }
        workloads.add(new SmallFiles(files, key, true, count));
        workloads.add(new SmallFiles(files, key, false, count));
        workloads.add(new Stats(files, key, settings.number("stats", 100_000), 64));
        for (String verb : List.of("READDIR", "LIST", "MLSD")) {
            workloads.add(new Listings(files, key, verb, entries, 10));
        }
        workloads.add(new Logins(key, settings.number("logins", 500)));
        workloads.add(new ManyDownloads(files, settings.number("clients", 300)));
        workloads.add(new IdleSessions(key, settings.number("idle", 1_000)));
        return workloads;
    }

    private void compare(Workload workload, List<Server> servers) throws IOException, InterruptedException {
        boolean once = workload instanceof IdleSessions;
        int warmUp = once ? 0 : settings.number("warmup", 3);
        int rounds = once ? 1 : warmUp + settings.number("rounds", 5);
        Map<Server, List<Workload.Result>> results = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Server server : servers) {
                if (workload.isFor(server)) {
                    Workload.Result result = workload.measure(server);
                    if (round >= warmUp) {
                        results.computeIfAbsent(server, none -> new ArrayList<>())
                                .add(result);
                    }
                }
            }
        }
        System.out.printf(
                "%n%s%n%n| | %s/s | times the peer's speed | CPU s per %s | times the peer's CPU | KiB | threads |%n"
                        + "| --- | --- | --- | --- | --- | --- | --- |%n",
                workload.name(), workload.unit(), workload.unit());
        results.forEach((server, own) -> System.out.println(row(server, own, baseline(server, results))));
    }

    private static @Nullable List<Workload.Result> baseline(Server server, Map<Server, List<Workload.Result>> results) {
        return results.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(BASELINES.get(server.scheme())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static String row(Server server, List<Workload.Result> own, @Nullable List<Workload.Result> peer) {
        double cpu = median(own, result -> result.cpuSeconds() / result.amount());
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %.0f | %.0f |",
                server.name(),
                short_(median(own, result -> result.amount() / result.seconds())),
                peer == null ? "" : ratio(own, peer, result -> result.amount() / result.seconds()),
                short_(cpu),
                peer == null ? "" : ratio(own, peer, result -> result.cpuSeconds() / result.amount()),
                median(own, result -> result.kibibytes() / Math.max(1, result.amount())),
                median(own, Workload.Result::threads));
    }

    private static String ratio(
            List<Workload.Result> own, List<Workload.Result> peer, ToDoubleFunction<Workload.Result> figure) {
        double[] ratios = IntStream.range(0, own.size())
                .mapToDouble(round -> figure.applyAsDouble(own.get(round)) / figure.applyAsDouble(peer.get(round)))
                .toArray();
        return String.format(Locale.ROOT, "%.2f", median(ratios));
    }

    /** Three digits that count. */
    private static String short_(double figure) {
        return figure >= 100
                ? String.format(Locale.ROOT, "%,.0f", figure)
                : figure >= 0.01
                        ? String.format(Locale.ROOT, "%.2f", figure)
                        : String.format(Locale.ROOT, "%.6f", figure);
    }

    private static double median(List<Workload.Result> results, ToDoubleFunction<Workload.Result> figure) {
        return median(results.stream().mapToDouble(figure).toArray());
    }

    private static double median(double[] figures) {
        double[] sorted = Arrays.stream(figures).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
