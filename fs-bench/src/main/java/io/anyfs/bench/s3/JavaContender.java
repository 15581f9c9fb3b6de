package io.anyfs.bench.s3;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A Java program, see {@link ClientProcess}, which goes on from task to task. */
final class JavaContender implements Contender {

    private final String name;
    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    JavaContender(String name, URI endpoint) throws IOException {
        this.name = name;
        this.process = StoreProcess.java(List.of(ClientProcess.class.getName(), name, endpoint.toString()));
        this.commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        answer();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String baseline() {
        return "sdk";
    }

    @Override
    public Result run(Task task, String place) throws IOException {
        ProcessFigures.resetPeak(process.pid());
        double before = ProcessFigures.of(process.pid()).cpuSeconds();
        String target = task.upload() ? place : task.source();
        commands.write((task.upload() ? "put " : "get ") + target + " " + task.bytes() + " " + task.files() + "\n");
        commands.flush();
        double seconds = Long.parseLong(answer()) / 1e9;
        ProcessFigures after = ProcessFigures.of(process.pid());
        return new Result(seconds, after.cpuSeconds() - before, after.peakMebibytes());
    }

    private String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException(name + " has ended");
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
