package io.anyfs.cache.writeback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteBackWrapperTest {

    @TempDir
    private Path directory;

    private Backend wrap(Map<String, String> settings) throws IOException {
        WrapperProvider provider = ServiceLoader.load(WrapperProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.name().equals("writeback"))
                .findFirst()
                .orElseThrow();
        Map<String, List<String>> written = new HashMap<>();
        settings.forEach((name, value) -> written.put(name, List.of(value)));
        return provider.wrap(
                new MemoryBackend(MemoryOptions.DEFAULT), SettingValues.of("writeback", provider.settings(), written));
    }

    @Test
    void it_is_found_by_its_name_and_stores_before_it_acknowledges() throws IOException {
        try (FileSystem fs = FileSystem.over(wrap(Map.of("directory", directory.toString())))) {
            assertTrue(fs.capabilities().has(Capability.CONDITIONAL_WRITE));
            fs.write("/f", "abc");
            assertEquals("abc", fs.readString("/f"));
        }
    }

    @Test
    void it_stages_when_asked() throws IOException {
        Map<String, String> settings =
                Map.of("directory", directory.toString(), "acknowledge", "staged", "delay", "1h", "maxBytes", "1MiB");
        try (FileSystem fs = FileSystem.over(wrap(settings))) {
            assertFalse(fs.capabilities().has(Capability.CONDITIONAL_WRITE));
            fs.write("/f", "abc");
            assertTrue(directory.resolve("1.bytes").toFile().isFile());
        }
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> wrap(Map.of()));
        assertThrows(
                IllegalArgumentException.class, () -> wrap(Map.of("directory", directory.toString(), "parallel", "0")));
        assertThrows(
                IllegalArgumentException.class,
                () -> wrap(Map.of("directory", directory.toString(), "retryDelay", "0s")));
    }
}
