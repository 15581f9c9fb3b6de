package io.anyfs.bench;

/** The servers and clients that a comparison has started. */
public final class ChildProcesses {

    private ChildProcesses() {}

    /** Lets the end of this process, and be it in the middle, end them all. */
    public static void endWithThis() {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy), "end"));
    }
}
