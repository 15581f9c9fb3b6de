package io.anyfs.bench.s3;

import io.anyfs.bench.ChildProcesses;
import io.anyfs.bench.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares ways to a bucket: the SDK alone, anyfs, rclone, and the servers of files that both have, with the same clients. All are
 * processes of their own; they take turns, and every round has a turn for each. The first rounds, in which Java compiles, do not count.
 *
 * <pre>{@code
 * java -cp 'fs-bench/target/bench/lib/*' io.anyfs.bench.s3.BucketComparison mib=1024 files=1000 rounds=5
 * }</pre>
 *
 * <p>Settings, all of them optional:
 *
 * <ul>
 *   <li>{@code mib}, {@code files}: the size of the large file, and how many small ones (4 KiB) there are
 *   <li>{@code clients}: how many clients upload, and download, a file of 256 MiB at once; 0 for none
 *   <li>{@code rounds}, {@code warmup}: how many count, and how many go before
 *   <li>{@code store}: {@code lean}, which costs little and checks nothing, or {@code s3proxy}; {@code storegib}: its heap, which
 *       holds all files
 *   <li>{@code latency}: milliseconds that the lean store waits before each answer, by default none
 *   <li>{@code statcache}: the {@code statCache} of {@code anyfs serve}, if not its own
 *   <li>{@code tasks}, {@code contenders}: the names of those that are wanted, with commas
 *   <li>{@code anyfs}: the script, {@code ./anyfs}
 * </ul>
 */
public final class BucketComparison {

    private static final List<String> JAVA_CLIENTS =
            List.of("sdk", "sdk-parts", "sdk-url", "sdk-url-parts", "sdk-async", "sdk-crt", "anyfs", "anyfs-crc32");
    /** Those that need jars which are not on the class path otherwise. */
    private static final Set<String> ONLY_WHEN_NAMED = Set.of("sdk-url", "sdk-url-parts", "sdk-async", "sdk-crt");

    private static final int SMALL = 4 * 1024;
    private static final long MANY_BYTES = 256L << 20;

    private final Settings settings;
    private final LocalFiles files;
    private final StoreProcess store;
    private final List<Contender> contenders = new ArrayList<>();

    private BucketComparison(Settings settings, LocalFiles files, StoreProcess store) {
        this.settings = settings;
        this.files = files;
        this.store = store;
    }

    /** Prints a table for each task. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings = new Settings(arguments);
        ChildProcesses.endWithThis();
        boolean lean = settings.get("store", "lean").equals("lean");
        int gibibytes = Integer.parseInt(settings.get("storegib", "10"));
        System.setProperty("aws.accessKeyId", StoreProcess.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", StoreProcess.SECRET_KEY);
        try (LocalFiles files = LocalFiles.create();
                StoreProcess store = StoreProcess.start(
                        lean ? LeanServer.class : DemoServer.class, gibibytes, settings.get("latency", "0"))) {
            BucketComparison comparison = new BucketComparison(settings, files, store);
            try {
                comparison.run();
            } finally {
                for (Contender contender : comparison.contenders) {
                    contender.close();
                }
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        List<Task> tasks = tasks();
        for (Task task : tasks) {
            files.makeSource(task);
            for (int number = 0; number < task.files() && !task.upload(); number++) {
                store.put(Task.file(task.source(), number), task.bytes());
            }
        }
        open();
        int warmUp = settings.number("warmup", 3);
        int rounds = warmUp + settings.number("rounds", 5);
        for (Task task : tasks) {
            Map<String, List<Contender.Result>> results = new LinkedHashMap<>();
            for (int round = 0; round < rounds; round++) {
                for (Contender contender : contenders) {
                    if (task.clients() > 1 && !(contender instanceof ServedContender)) {
                        continue;
                    }
                    Contender.Result result = run(task, contender, round);
                    if (round >= warmUp) {
                        results.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                                .add(result);
                    }
                }
            }
            System.out.println(ResultTable.of(task, contenders, results));
        }
    }

    private Contender.Result run(Task task, Contender contender, int round) throws IOException, InterruptedException {
        String place = contender.name() + "-" + task.name() + "-" + round;
        Contender.Result result = contender.run(task, place);
        if (task.upload()) {
            store.take(place, task.files() * task.clients(), task.bytes());
        }
        return result;
    }

    private List<Task> tasks() {
        long large = (long) settings.number("mib", 1024) << 20;
        int small = settings.number("files", 1000);
        List<Task> tasks = new ArrayList<>(List.of(
                new Task("up", true, large, 1, 1),
                new Task("down", false, large, 1, 1),
                new Task("up-small", true, SMALL, small, 1),
                new Task("down-small", false, SMALL, small, 1)));
        int clients = settings.number("clients", 0);
        if (clients > 0) {
            tasks.add(new Task("up-many", true, MANY_BYTES, 1, clients));
            tasks.add(new Task("down-many", false, MANY_BYTES, 1, clients));
        }
        tasks.removeIf(task -> !isWanted("tasks", task.name()));
        return tasks;
    }

    private void open() throws IOException, InterruptedException {
        URI endpoint = store.endpoint();
        String statCache = settings.get("statcache");
        String bucket = "s3://" + SyncClient.BUCKET + "?endpoint=" + endpoint
                + (statCache == null ? "" : "&statCache=" + statCache);
        Path script = Path.of(settings.get("anyfs", "./anyfs")).toAbsolutePath();
        Path key = FileClient.Sftp.newKey(files);
        Path authorized = Path.of(key + ".pub");
        for (String name : JAVA_CLIENTS) {
            if (isWanted("contenders", name)) {
                contenders.add(new JavaContender(name, endpoint));
            }
        }
        if (isWanted("contenders", "rclone")) {
            contenders.add(new RcloneContender(endpoint, files));
        }
        if (isWanted("contenders", "rclone-sftp")) {
            FileServer server = FileServer.rclone("sftp", endpoint, files, authorized);
            add("rclone-sftp", "rclone-sftp", server, new FileClient.Sftp(files, key, server.port()));
        }
        if (isWanted("contenders", "anyfs-sftp")) {
            FileServer server = FileServer.anyfs(script, "sftp", bucket, files, authorized);
            add("anyfs-sftp", "rclone-sftp", server, new FileClient.Sftp(files, key, server.port()));
        }
        if (isWanted("contenders", "rclone-webdav")) {
            FileServer server = FileServer.rclone("webdav", endpoint, files, authorized);
            add("rclone-webdav", "rclone-webdav", server, plain("http", server));
        }
        if (isWanted("contenders", "anyfs-ftp")) {
            FileServer server = FileServer.anyfs(script, "ftp", bucket, files, authorized);
            add("anyfs-ftp", "rclone-webdav", server, plain("ftp", server));
        }
    }

    private FileClient plain(String scheme, FileServer server) {
        return new FileClient.Plain(files, scheme + "://127.0.0.1:" + server.port() + "/");
    }

    private void add(String name, String baseline, FileServer server, FileClient client) {
        contenders.add(new ServedContender(name, baseline, server, client, files));
    }

    private boolean isWanted(String setting, String name) {
        boolean named = settings.get(setting) != null;
        return named ? settings.isWanted(setting, name) : !ONLY_WHEN_NAMED.contains(name);
    }
}
