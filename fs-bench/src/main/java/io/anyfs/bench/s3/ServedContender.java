package io.anyfs.bench.s3;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server of files over the bucket, with clients of files; the server is what is measured. */
record ServedContender(String name, String baseline, FileServer server, FileClient client, LocalFiles files)
        implements Contender {

    @Override
    public Result run(Task task, String place) throws IOException, InterruptedException {
        List<Path> fetched = new ArrayList<>();
        List<List<String>> commands = new ArrayList<>();
        for (int number = 0; number < task.clients(); number++) {
            String own = place + "-" + number;
            fetched.add(files.empty("fetched-" + own));
            commands.add(client.command(task, own, fetched.get(number)));
        }
        long pid = server.process().pid();
        ProcessFigures.resetPeak(pid);
        double before = ProcessFigures.of(pid).cpuSeconds();
        long start = System.nanoTime();
        List<Process> running = new ArrayList<>();
        for (List<String> command : commands) {
            running.add(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }
        for (Process process : running) {
            if (process.waitFor() != 0) {
                throw new IOException(process.info().command() + " ended with " + process.exitValue() + " at " + name);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        ProcessFigures after = ProcessFigures.of(pid);
        if (!task.upload()) {
            for (Path directory : fetched) {
                files.take(directory, task);
            }
        }
        return new Result(seconds, after.cpuSeconds() - before, after.peakMebibytes());
    }

    @Override
    public void close() {
        server.close();
    }
}
