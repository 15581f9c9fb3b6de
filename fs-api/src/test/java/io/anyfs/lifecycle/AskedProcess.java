package io.anyfs.lifecycle;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process of its own that has something open and answers requests for dumps, until its input ends. */
final class AskedProcess implements Closeable {

    private final Process process;
    private final BufferedReader output;

    private AskedProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static AskedProcess start(Path runDirectory) throws IOException {
        return start(runDirectory, "sound");
    }

    /** One that has something open that cannot be told. */
    static AskedProcess startBroken(Path runDirectory) throws IOException {
        return start(runDirectory, "broken");
    }

    private static AskedProcess start(Path runDirectory, String mode) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-D" + RunDirectory.PROPERTY + "=" + runDirectory,
                "-cp",
                System.getProperty("java.class.path"),
                AskedProcess.class.getName(),
                mode));
        return new AskedProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** What the process says next: {@code ready}, or why it does not answer. */
    String says() throws IOException {
        return String.valueOf(output.readLine());
    }

    long pid() {
        return process.pid();
    }

    void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " " + pid()).start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill -s " + name + " failed");
        }
    }

    /** Ends the process in good order. */
    void end() throws Exception {
        process.getOutputStream().close();
        awaitEnd();
    }

    void awaitEnd() throws Exception {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IOException("still running");
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
        process.onExit().join();
    }

    /** Runs in the process. */
    public static void main(String[] arguments) throws IOException {
        ResourceNode server = ResourceNode.root(ResourceKind.SERVER, "asked", () -> {});
        Object label = arguments[0].equals("broken") ? new BrokenLabel() : "a client";
        server.open(ResourceKind.SESSION, label, () -> {});
        try (DumpTrigger trigger = DumpTrigger.install()) {
            installAndCloseAnother(trigger);
            System.out.println("ready " + trigger.directory());
            while (System.in.read() >= 0) {
                // until the end of the input
            }
        } catch (IOException refused) {
            System.out.println("refused: " + refused.getMessage());
        }
    }

    /** The process goes on answering. */
    private static void installAndCloseAnother(DumpTrigger first) throws IOException {
        try (DumpTrigger another = DumpTrigger.install()) {
            if (!another.directory().equals(first.directory())) {
                throw new IOException("two directories");
            }
        }
    }

    private static final class BrokenLabel {
        @Override
        public String toString() {
            throw new OutOfMemoryError("planted\u001b[2J");
        }
    }
}
