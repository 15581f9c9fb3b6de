package io.anyfs.bench.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** rclone, straight to the bucket: a new process for each task. */
record RcloneContender(URI endpoint, LocalFiles files) implements Contender {

    private static final int MILLIS_BETWEEN_LOOKS = 5;

    /** Tells rclone how to find the bucket. */
    static void prepare(Map<String, String> environment, URI endpoint) {
        environment.putAll(StoreProcess.CREDENTIALS);
        // rclone cannot read it, and nothing here is encrypted.
        environment.remove("AWS_CA_BUNDLE");
        environment.put("RCLONE_CONFIG_STORE_TYPE", "s3");
        environment.put("RCLONE_CONFIG_STORE_PROVIDER", "Other");
        environment.put("RCLONE_CONFIG_STORE_ENV_AUTH", "true");
        environment.put("RCLONE_CONFIG_STORE_REGION", "us-east-1");
        environment.put("RCLONE_CONFIG_STORE_ENDPOINT", endpoint.toString());
        environment.put("RCLONE_CONFIG", "/dev/null");
    }

    static String remote(String path) {
        return "store:" + SyncClient.BUCKET + path;
    }

    @Override
    public String name() {
        return "rclone";
    }

    @Override
    public String baseline() {
        return "sdk";
    }

    @Override
    public Result run(Task task, String place) throws IOException, InterruptedException {
        Path fetched = files.empty("rclone");
        String from = task.upload() ? files.source(task).toString() : remote("/" + task.source());
        String to = task.upload() ? remote("/" + place) : fetched.toString();
        ProcessBuilder builder = new ProcessBuilder(List.of("rclone", "copy", "-q", from, to)).inheritIO();
        prepare(builder.environment(), endpoint);
        long start = System.nanoTime();
        Process process = builder.start();
        ProcessFigures figures = new ProcessFigures(0, 0);
        while (!process.waitFor(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
            figures = look(process.pid(), figures);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException("rclone ended with " + process.exitValue());
        }
        if (!task.upload()) {
            files.take(fetched, task);
        }
        return new Result(seconds, figures.cpuSeconds(), figures.peakMebibytes());
    }

    /** The figures of a process that may end meanwhile. */
    private static ProcessFigures look(long pid, ProcessFigures before) {
        try {
            ProcessFigures figures = ProcessFigures.of(pid);
            return figures.peakMebibytes() == 0 ? before : figures;
        } catch (IOException ended) {
            return before;
        }
    }

    @Override
    public void close() {
        // Nothing runs between the tasks.
    }
}
