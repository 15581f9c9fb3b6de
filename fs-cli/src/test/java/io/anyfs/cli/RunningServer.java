package io.anyfs.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.anyfs.cli.command.Signals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** {@code anyfs serve} on a thread of its own, until it gets a signal. */
final class RunningServer {

    private final Path directory;
    private final CompletableFuture<Consumer<Signals.Signal>> listener = new CompletableFuture<>();
    private final CompletableFuture<Shell.Result> result = new CompletableFuture<>();

    private RunningServer(Path directory) {
        this.directory = directory;
    }

    /** Starts it with these words, which say {@code --ready-file ready} for all but {@link #end}. */
    static RunningServer start(Shell shell, Path directory, String... words) {
        RunningServer running = new RunningServer(directory);
        Thread thread = new Thread(() -> {
            try {
                running.result.complete(shell.run(running.listener::complete, words));
            } catch (RuntimeException | Error failure) {
                running.result.completeExceptionally(failure);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return running;
    }

    /** Waits for the ready file, whole from the beginning. */
    JsonObject ready() throws Exception {
        Path file = directory.resolve("ready");
        while (!Files.exists(file)) {
            if (result.isDone()) {
                throw new AssertionError("ended early: " + result.get());
            }
            LockSupport.parkNanos(1_000_000);
        }
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    /** Waits for the ready file, and returns the port of a protocol. */
    int port(String protocol) throws Exception {
        return ready().getAsJsonObject(protocol).get("port").getAsInt();
    }

    /** Sends a signal and waits for the end. */
    Shell.Result end(Signals.Signal signal) throws Exception {
        listener.get(30, TimeUnit.SECONDS).accept(signal);
        return result.get(30, TimeUnit.SECONDS);
    }
}
