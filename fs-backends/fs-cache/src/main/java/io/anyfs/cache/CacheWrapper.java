package io.anyfs.cache;

import io.anyfs.cache.CachingOptions.Verify;
import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code cache}: files are kept on a disk of this machine as they are read. See {@link CachingBackend}. */
public final class CacheWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS = List.of(
            Setting.of("directory", Setting.Type.TEXT, "where the blocks are kept, for this cache alone")
                    .asRequired(),
            Setting.of("maxBytes", Setting.Type.BYTES, "what they may take up").withStandard("10GiB"),
            Setting.of("maxBlocks", Setting.Type.NUMBER, "how many there may be, each with up to 700 bytes of the heap")
                    .withStandard("1000000"),
            Setting.of("blockBytes", Setting.Type.BYTES, "what is fetched at least")
                    .withStandard("1MiB"),
            Setting.of(
                            "readAheadBytes",
                            Setting.Type.BYTES,
                            "what is fetched at most at once, of a file that is read in sequence")
                    .withStandard("8MiB"),
            Setting.of("storage", Setting.Type.TEXT, "names the storage, where the directory is used for others later"),
            Setting.choice(
                            "verify",
                            "when an open asks which version there is: always, or when ttl is over",
                            "always",
                            "ttl")
                    .withStandard("always"),
            Setting.of("ttl", Setting.Type.DURATION, "for how long that is believed with verify=ttl")
                    .withStandard("10s"));

    /** For {@link java.util.ServiceLoader}. */
    public CacheWrapper() {}

    @Override
    public String name() {
        return "cache";
    }

    @Override
    public String description() {
        return "files are kept on a disk of this machine as they are read";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) throws IOException {
        return new CachingBackend(inner, options(values));
    }

    private static CachingOptions options(SettingValues values) {
        Duration ttl = values.duration("ttl");
        try {
            return new CachingOptions(
                    Path.of(values.requiredText("directory")),
                    values.bytes("maxBytes", 0),
                    Math.toIntExact(values.number("maxBlocks", 0)),
                    Math.toIntExact(values.bytes("blockBytes", 0)),
                    Math.toIntExact(values.bytes("readAheadBytes", 0)),
                    values.text("storage"),
                    values.choice("verify", Verify.class),
                    ttl == null ? Duration.ZERO : ttl);
        } catch (InvalidPathException | ArithmeticException invalid) {
            throw new IllegalArgumentException("cache: makes no sense: " + invalid.getMessage(), invalid);
        }
    }
}
