package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server of a filesystem in memory, for each test. After it nothing may be open. */
final class Served implements BeforeEachCallback, AfterEachCallback {

    private final UnaryOperator<FtpServerBuilder> settings;
    private FileSystem fs;
    private FtpServer server;

    Served() {
        this(settings -> settings);
    }

    Served(UnaryOperator<FtpServerBuilder> settings) {
        this.settings = settings;
    }

    FileSystem fs() {
        return fs;
    }

    FtpServer server() {
        return server;
    }

    WireClient login() throws IOException {
        return WireClient.login(server);
    }

    void awaitNothingOpen() {
        Eventually.holds(() -> fs.openResources().isEmpty(), () -> "still open: " + fs.openResources());
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        fs = MemoryFileSystem.create();
        server = settings.apply(FtpServer.builder(fs).user("alice", "secret").port(0))
                .start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException, InterruptedException {
        server.close();
        List<?> open = fs.openResources();
        fs.close();
        assertEquals(List.of(), open, "left open");
        awaitNoThreads();
    }

    /** An executor is said to be terminated while its last thread still returns. */
    static void awaitNoThreads() {
        Eventually.holds(
                "no thread of a server is left",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("anyfs-ftp")));
    }
}
