package io.anyfs.cli.mount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsUrl;
import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.spec.SpecNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedStorageTest {

    @TempDir
    private Path directory;

    @Test
    void a_bucket_keeps_on_disk_what_programs_may_change_again_and_lists_what_they_ask_for() throws Exception {
        assertEquals(
                Map.of("region", "eu-central-1", "staging", "disk", "listing", "exact"),
                parametersOf("s3://bucket/in?region=eu-central-1", null));
    }

    @Test
    void unless_the_url_says_otherwise() throws Exception {
        assertEquals(
                Map.of("staging", "stream", "listing", "fast"),
                parametersOf("s3://bucket?staging=stream&listing=fast", null));
    }

    @Test
    void so_does_one_behind_a_cache() throws Exception {
        assertEquals(
                Map.of("cache.directory", "/kept", "staging", "disk", "listing", "exact"),
                parametersOf("s3://bucket", Path.of("/kept")));
    }

    @Test
    void so_do_those_of_a_spec() throws Exception {
        MountedStorage storage = spec("""
                anyfs: 1
                root:
                  mount:
                    /a: s3://one?staging=stream
                    /b: s3://two
                    /c: mem:/
                """, null);
        assertEquals(
                Map.of("s3://one", "stream", "s3://two", "disk", "mem:/", "-"),
                storage.spec().storages().stream()
                        .map(SpecNode.Storage::whole)
                        .collect(Collectors.toMap(
                                url -> url.toString().replaceFirst("\\?.*", ""),
                                url -> url.parameters().getOrDefault("staging", "-"))));
    }

    @Test
    void a_spec_is_cached_as_a_whole() throws Exception {
        Path kept = directory.resolve("kept");
        try (FileSystem fs = spec("""
                anyfs: 1
                root: mem:/
                """, kept).open()) {
            fs.write("/a", "hello");
            assertEquals("hello", fs.readString("/a"));
            assertTrue(Files.isDirectory(kept));
        }
    }

    @Test
    void a_spec_that_is_missing_is_no_missing_directory() {
        Path file = directory.resolve("missing.yaml");
        CommandException failure = assertThrows(
                CommandException.class,
                () -> MountedStorage.of(FsUrl.of("local", file.toString()), file.toString(), null, null));
        assertEquals(ExitCode.NOT_FOUND, failure.exitCode());
        assertEquals("there is no spec " + file, failure.getMessage());
    }

    @Test
    void other_storages_are_mounted_as_they_are() throws Exception {
        assertEquals(Map.of(), parametersOf("mem:", null));
    }

    private MountedStorage spec(String text, @Nullable Path cache) throws Exception {
        Path file = Files.writeString(directory.resolve("tree.yaml"), text);
        return MountedStorage.of(FsUrl.of("local", file.toString()), file.toString(), cache, "10000000");
    }

    private static Map<String, String> parametersOf(String url, @Nullable Path cache) throws Exception {
        return MountedStorage.of(FsUrl.parse(url), url, cache, null).opened().parameters();
    }
}
