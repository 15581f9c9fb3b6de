package io.anyfs.it.client;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A command line of a real client, in an environment that holds only what it has to. */
public final class ClientCommand {

    private static final Duration USUAL_TIMEOUT = Duration.ofMinutes(2);

    private final ClientHome home;
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path workingDirectory;
    private String input = "";
    private Duration timeout = USUAL_TIMEOUT;

    ClientCommand(ClientHome home, Path program, Object... arguments) {
        this.home = home;
        this.workingDirectory = home.directory();
        words.add(program.toString());
        Stream.of(arguments).map(Object::toString).forEach(words::add);
        environment.put("HOME", home.directory().toString());
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
        environment.put("LANG", "C.UTF-8");
        environment.put("TZ", "UTC");
    }

    /** Sets a variable of the environment. */
    public ClientCommand with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    /** Runs in a directory instead of at home. */
    public ClientCommand in(Path directory) {
        workingDirectory = directory;
        return this;
    }

    /** Gives the client text on its standard input, which is empty otherwise. */
    public ClientCommand input(String text) {
        input = text;
        return this;
    }

    /** Kills the client and fails the test if it takes longer than this, two minutes otherwise. */
    public ClientCommand within(Duration longest) {
        timeout = longest;
        return this;
    }

    /** Runs the client to its end. */
    public ClientResult run() throws IOException, InterruptedException {
        try (RunningClient client = start()) {
            return client.result(timeout);
        }
    }

    /** Starts the client; the caller closes what it gets. */
    public RunningClient start() throws IOException {
        Path in = Files.writeString(home.outputFile("in"), input);
        File out = home.outputFile("out").toFile();
        File err = home.outputFile("err").toFile();
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(workingDirectory.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out)
                .redirectError(err);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new RunningClient(String.join(" ", words), builder.start(), out.toPath(), err.toPath());
    }
}
