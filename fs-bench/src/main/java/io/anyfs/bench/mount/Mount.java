package io.anyfs.bench.mount;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A mount of the files, by processes of its own.
 *
 * @param name as it is called in results
 * @param at where it is mounted
 * @param processes what serves it, in the order in which they were started
 */
record Mount(String name, Path at, List<Process> processes) implements Closeable {

    private static final long START_SECONDS = 60;

    /** Starts the last process of a mount, and waits until a file is seen through it. */
    static Mount start(String name, Path at, List<Process> before, String file, String... command)
            throws IOException, InterruptedException {
        Process process = start(command);
        Mount mount = new Mount(
                name, at, Stream.concat(before.stream(), Stream.of(process)).toList());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.exists(at.resolve(file))) {
            boolean failed = process.waitFor(50, TimeUnit.MILLISECONDS) && process.exitValue() != 0;
            if (failed || System.nanoTime() > deadline) {
                mount.close();
                throw new IOException(name + " does not mount");
            }
        }
        return mount;
    }

    static Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** What the processes have taken of the processors so far, those that they started included. */
    Duration processorTime() {
        return processes.stream()
                .map(Process::toHandle)
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() throws IOException {
        try {
            start("fusermount3", "-u", "-z", at.toString()).waitFor();
            for (Process process : processes) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
                process.waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
