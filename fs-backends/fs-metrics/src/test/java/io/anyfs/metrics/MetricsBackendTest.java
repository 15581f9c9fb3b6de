package io.anyfs.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.tck.model.ModelBackend;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsBackendTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final FileSystem fs = FileSystem.over(
            new MetricsBackend(new FaultBackend(new ModelBackend(), new FaultPlan(1)), registry, "test"));

    private long calls(String operation, String outcome) {
        return registry.get("anyfs.operations")
                .tags("storage", "test", "operation", operation, "outcome", outcome)
                .timer()
                .count();
    }

    private double open() {
        return registry.get("anyfs.handles.open").gauge().value();
    }

    @Test
    void calls_are_counted_by_operation_and_outcome() throws IOException {
        fs.createDirectory("/d");
        fs.createDirectory("/e");
        assertThrows(NoSuchFileException.class, () -> fs.openRead("/missing"));
        assertThrows(IOException.class, () -> fs.createDirectory("/d"));
        assertEquals(2, calls("create_directory", "done"));
        assertEquals(1, calls("create_directory", "already_exists"));
        assertEquals(1, calls("open_read", "not_found"));
        fs.close();
    }

    @Test
    void bytes_are_counted_both_ways() throws IOException {
        fs.write("/f", WriteOptions.replace(), out -> {
            out.write(new byte[100]);
            out.write(ByteBuffer.allocate(50), 200);
        });
        try (ReadHandle in = fs.openRead("/f")) {
            in.readFully(ByteBuffer.allocate(30), 0);
            in.transferTo(30, 40, Channels.newChannel(OutputStream.nullOutputStream()));
            in.read(ByteBuffer.allocate(1), 1000);
        }
        assertEquals(150, registry.get("anyfs.bytes.written").counter().count());
        assertEquals(70, registry.get("anyfs.bytes.read").counter().count());
        fs.close();
    }

    @Test
    void what_is_open_is_told_until_it_ends() throws IOException {
        WriteHandle committed = fs.openWrite("/f", WriteOptions.replace());
        WriteHandle aborted = fs.openWrite("/g", WriteOptions.replace());
        assertEquals(2, open());
        committed.commit();
        aborted.abort(null);
        assertEquals(0, open());
        ReadHandle in = fs.openRead("/f");
        var listing = fs.list("/");
        assertEquals(2, open());
        in.close();
        listing.close();
        assertEquals(0, open());
        fs.close();
        assertTrue(registry.find("anyfs.handles.open").gauges().isEmpty());
    }

    @Test
    void no_tag_tells_a_path() throws IOException {
        fs.write("/secret-name", "abc");
        fs.readString("/secret-name");
        fs.close();
        Set<String> keys = registry.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream())
                .map(Tag::getKey)
                .collect(Collectors.toSet());
        assertEquals(Set.of("storage", "operation", "outcome"), keys);
        assertTrue(registry.getMeters().stream()
                .flatMap(meter -> meter.getId().getTags().stream())
                .noneMatch(tag -> tag.getValue().contains("secret")));
    }

    @Test
    void by_url_it_tells_the_global_registry() throws IOException {
        Metrics.addRegistry(registry);
        try (FileSystem byUrl = FileSystems.open("metrics+mem:?metrics.name=by-url")) {
            byUrl.write("/f", "abc");
            assertNotNull(
                    registry.find("anyfs.handles.open").tag("storage", "by-url").gauge());
        } finally {
            Metrics.removeRegistry(registry);
        }
    }
}
