package io.anyfs.memory;

import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendProvider;
import io.anyfs.spi.ByteCount;
import io.anyfs.spi.Setting;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Opens {@code mem:}, a new and empty storage each time. Parameters: {@code quota}, in bytes or with a unit such as
 * {@code 64MiB} ({@code k M G T} for powers of 1000, {@code Ki Mi Gi Ti} for those of 1024, with or without {@code B}),
 * by default three quarters of the heap;
 * and {@code entries}, how many files, directories and links there may be, by default any number.
 */
public final class MemoryProvider implements BackendProvider {

    private static final List<Setting> SETTINGS = List.of(
            Setting.of(
                    "quota", Setting.Type.BYTES, "how many bytes may be stored; by default three quarters of the heap"),
            Setting.of(
                    "entries",
                    Setting.Type.NUMBER,
                    "how many files, directories and links there may be; by default any number"));

    /** For {@link java.util.ServiceLoader}. */
    public MemoryProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("mem");
    }

    @Override
    public String description() {
        return "files in memory, gone when it is closed: mem: or mem:?quota=64MiB";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend open(FsUrl url) throws IOException {
        MemoryOptions options = options(url);
        FsPath place = place(url);
        if (!place.isRoot()) {
            throw new NoSuchFileException(
                    place.toString(), null, "mem: opens a new storage, which is empty; write mem: without a path");
        }
        return new MemoryBackend(options);
    }

    @Override
    public Location locate(FsUrl url) {
        options(url);
        return new Location(url.withPath(""), place(url));
    }

    private static FsPath place(FsUrl url) {
        if (!url.host().isEmpty() || url.user() != null) {
            throw new IllegalArgumentException("a storage in memory has no host; write mem: or mem:/path");
        }
        try {
            return url.path().isEmpty() ? FsPath.ROOT : FsPath.of(url.path());
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException(
                    "the path of a mem: URL makes no sense: " + invalid.getMessage(), invalid);
        }
    }

    private static MemoryOptions options(FsUrl url) {
        MemoryOptions options = MemoryOptions.DEFAULT;
        for (Map.Entry<String, String> parameter : url.parameters().entrySet()) {
            String value = parameter.getValue();
            options = switch (parameter.getKey()) {
                case "quota" -> options.withQuotaBytes(ByteCount.parse(value));
                case "entries" -> options.withQuotaEntries(entries(value));
                default ->
                    throw new IllegalArgumentException("mem: knows no parameter '" + parameter.getKey()
                            + "'; it knows quota (such as quota=64MiB) and entries (such as entries=10000)");
            };
        }
        return options;
    }

    private static long entries(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException invalid) {
            throw new IllegalArgumentException("entries must be a number, such as entries=10000: " + value, invalid);
        }
    }
}
