package io.anyfs.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * All that was open in a process at a moment, in a file. {@link #write} writes one, {@link #read} reads it again, on another
 * machine if need be, for {@link DumpAnalysis}. The format is described in {@code docs/leaks.md}.
 *
 * <p>A dump holds what labels say, paths and addresses of clients, and no contents, passwords or command lines.
 *
 * @param header what the dump says of itself
 * @param resources what was open, owners before what they own
 */
public record ResourceDump(DumpHeader header, List<DumpedResource> resources) {

    /** Keeps its own copy of the list. */
    public ResourceDump {
        resources = List.copyOf(resources);
    }

    /**
     * Writes all that is open in this process, while the process goes on: what is open throughout is in the dump, what is
     * opened or closed meanwhile may be. Needs little memory however much is open. The file is readable by its owner only
     * and appears when it is whole; one that is there is replaced.
     *
     * @return how many resources were written
     * @throws IOException if the file cannot be written; then there is none, or the old one
     */
    public static long write(Path file) throws IOException {
        return DumpWriter.write(ResourceNode.process(), file);
    }

    /**
     * Reads a dump. Takes about 300 bytes of memory for each resource.
     *
     * @throws CorruptDumpException if the file is no dump, or one that was cut off or damaged
     */
    public static ResourceDump read(Path file) throws IOException {
        return DumpReader.read(file);
    }
}
