package io.anyfs.compress;

import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.util.List;

/** {@code compress}: files are compressed where they are stored. See {@link CompressBackend}. */
public final class CompressWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS = List.of(
            Setting.of("level", Setting.Type.NUMBER, "of zstd, 1 to 22: higher is smaller and slower")
                    .withStandard("3"),
            Setting.of("frameSize", Setting.Type.BYTES, "how much is compressed together, 1KiB to 64MiB")
                    .withStandard("256KiB"),
            Setting.of("checksums", Setting.Type.FLAG, "whether a checksum of each frame is stored")
                    .withStandard("true"),
            Setting.of(
                            "storeRaw",
                            Setting.Type.FLAG,
                            "whether small files that do not become smaller are stored as they are")
                    .withStandard("true"),
            Setting.of("knownSizes", Setting.Type.NUMBER, "of how many files the size is remembered")
                    .withStandard("10000"),
            Setting.of("lookAhead", Setting.Type.NUMBER, "how many files of a listing are looked into at the same time")
                    .withStandard("8"));

    /** For {@link java.util.ServiceLoader}. */
    public CompressWrapper() {}

    @Override
    public String name() {
        return "compress";
    }

    @Override
    public String description() {
        return "files are compressed where they are stored";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) {
        return new CompressBackend(inner, options(values));
    }

    private static CompressOptions options(SettingValues values) {
        try {
            return new CompressOptions(
                    Math.toIntExact(values.bytes("frameSize", 0)),
                    Math.toIntExact(values.number("level", 0)),
                    values.flag("checksums"),
                    values.flag("storeRaw"),
                    Math.toIntExact(values.number("knownSizes", 0)),
                    Math.toIntExact(values.number("lookAhead", 0)));
        } catch (IllegalArgumentException | ArithmeticException invalid) {
            throw new IllegalArgumentException("compress: " + invalid.getMessage(), invalid);
        }
    }
}
