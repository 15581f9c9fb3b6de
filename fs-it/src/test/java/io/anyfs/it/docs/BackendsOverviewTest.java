package io.anyfs.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FileSystems;
import io.anyfs.spi.WrapperProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether docs/backends.md has all storages and wrappers that a URL can name. */
class BackendsOverviewTest {

    @Test
    void every_storage_and_every_wrapper_is_in_a_table() {
        List<String> rows = Example.lines(Path.of("../docs/backends.md")).stream()
                .filter(line -> line.startsWith("| "))
                .toList();
        Stream<String> missing = FileSystems.providers().stream()
                .filter(provider -> provider.schemes().stream().noneMatch(scheme -> isIn(rows, "`" + scheme + ":")))
                .map(provider -> provider.getClass().getName());
        Stream<String> missingWrappers = FileSystems.wrappers().stream()
                .map(WrapperProvider::name)
                .filter(name -> !isIn(rows, "`" + name + "`"));
        assertEquals(List.of(), Stream.concat(missing, missingWrappers).sorted().toList());
    }

    private static boolean isIn(List<String> rows, String text) {
        return rows.stream().anyMatch(row -> row.contains(text));
    }
}
