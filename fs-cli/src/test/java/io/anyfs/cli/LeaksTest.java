package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.ReadHandle;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.lifecycle.ResourceDump;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaksTest {

    @TempDir
    private Path directory;

    private Shell shell;

    @BeforeEach
    void shell() {
        shell = new Shell(directory);
    }

    @Test
    void a_dump_is_analysed_alone_and_compared_with_an_older_one() throws Exception {
        try (FileSystem fs = FileSystems.open("mem:")) {
            fs.write("/forgotten", "x");
            ResourceDump.write(directory.resolve("old"));
            try (ReadHandle handle = fs.openRead("/forgotten")) {
                ResourceDump.write(directory.resolve("new"));
                assertTrue(handle.isOpen());
            }
        }
        String report = shell.run("leaks", "new").succeeded().out();
        assertTrue(report.contains("/forgotten") && report.contains("By kind"), report);
        String compared = shell.run("leaks", "new", "old").succeeded().out();
        assertTrue(compared.contains("Fastest growing by kind"), compared);
        shell.run("leaks", "old", "new").failed(ExitCode.USAGE);

        JsonObject json = shell.run("leaks", "--json", "new", "old").succeeded().object();
        assertEquals(ProcessHandle.current().pid(), json.get("pid").getAsLong());
        assertTrue(json.getAsJsonArray("kinds").size() >= 2);
        assertTrue(json.getAsJsonArray("kindGrowth").size() >= 1);
    }

    @Test
    void the_graph_is_written_as_dot_and_svg() throws Exception {
        try (FileSystem fs = FileSystems.open("mem:")) {
            ResourceDump.write(directory.resolve("dump"));
            assertTrue(fs.isOpen());
        }
        assertTrue(
                shell.run("leaks", "dump", "--format", "dot").succeeded().out().startsWith("digraph"));
        shell.run("leaks", "dump", "--format", "svg", "-o", "open.svg").succeeded();
        assertTrue(Files.readString(directory.resolve("open.svg")).contains("<svg"));
    }

    @Test
    void what_is_no_dump_is_refused() throws Exception {
        Files.writeString(directory.resolve("text"), "not a dump");
        shell.run("leaks", "text").failed(ExitCode.FAILURE);
        shell.run("leaks", "none").failed(ExitCode.NOT_FOUND);
        shell.run("leaks").failed(ExitCode.USAGE);
        shell.run("leaks", "a", "b", "c").failed(ExitCode.USAGE);
        shell.run("leaks", "--pid", "1", "a", "b").failed(ExitCode.USAGE);
        shell.run("leaks", "--pid", "999999999").failed(ExitCode.NOT_FOUND);
    }
}
