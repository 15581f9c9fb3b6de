package io.anyfs.overlay.union;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.subject.Snapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A union of two layers, of which the lower one must stay as it is. */
abstract class TwoLayers {

    static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");

    final MemoryBackend upper = new MemoryBackend(MemoryOptions.DEFAULT);
    final MemoryBackend lower = new MemoryBackend(MemoryOptions.DEFAULT);
    final FileSystem above = FileSystem.over(Unions.lent(upper));
    final FileSystem below = FileSystem.over(Unions.lent(lower));
    final FileSystem fs = FileSystem.over(Unions.of(upper, lower));
    Snapshot lowerBefore = new Snapshot(java.util.Map.of());

    @BeforeEach
    void fillTheLowerLayer() throws IOException {
        below.createDirectories("/d/e");
        below.write("/d/f", "lower");
        below.write("/d/e/g", "deep");
        below.write("/f", "lower");
        below.setAttributes(
                FsPath.of("/f"), AttributeChanges.lastModified(LONG_AGO).withMode(0604));
        below.setAttributes(
                FsPath.of("/d"), AttributeChanges.lastModified(LONG_AGO).withMode(0750));
        lowerBefore = Snapshot.of(below);
    }

    @AfterEach
    void expectTheLowerLayerUntouched() throws IOException {
        assertEquals(lowerBefore, Snapshot.of(below));
        fs.close();
        above.close();
        below.close();
    }

    List<String> names(String directory) throws IOException {
        return names(fs, directory);
    }

    static List<String> names(FileSystem of, String directory) throws IOException {
        return List.copyOf(
                new TreeSet<>(of.entries(directory).stream().map(FileInfo::name).toList()));
    }

    static int mode(FileSystem of, String path) throws IOException {
        return Objects.requireNonNull(of.stat(path).posix()).mode();
    }
}
