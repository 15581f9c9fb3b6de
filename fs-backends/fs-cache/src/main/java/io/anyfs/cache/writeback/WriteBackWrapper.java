package io.anyfs.cache.writeback;

import io.anyfs.cache.writeback.WriteBackOptions.Acknowledge;
import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code writeback}: uploads are staged on this machine and stored in the background. See {@link WriteBackBackend}. */
public final class WriteBackWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS = List.of(
            Setting.of("directory", Setting.Type.TEXT, "where uploads wait, for this storage alone")
                    .asRequired(),
            Setting.choice(
                            "acknowledge",
                            "when a commit returns: when the storage has the file, or when this machine's disk has it",
                            "stored",
                            "staged")
                    .withStandard("stored"),
            Setting.of("maxBytes", Setting.Type.BYTES, "what may wait").withStandard("10GiB"),
            Setting.of("parallel", Setting.Type.NUMBER, "how many files are uploaded at a time")
                    .withStandard("4"),
            Setting.of("closeWait", Setting.Type.DURATION, "for how long a close waits for uploads")
                    .withStandard("30s"),
            Setting.of("delay", Setting.Type.DURATION, "for how long a file is left alone before its upload")
                    .withStandard("0s"),
            Setting.of("retryDelay", Setting.Type.DURATION, "when a failed upload is tried again at first")
                    .withStandard("500ms"));

    /** For {@link java.util.ServiceLoader}. */
    public WriteBackWrapper() {}

    @Override
    public String name() {
        return "writeback";
    }

    @Override
    public String description() {
        return "uploads are staged on this machine and stored in the background";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) throws IOException {
        return new WriteBackBackend(inner, options(values));
    }

    private static WriteBackOptions options(SettingValues values) {
        try {
            return new WriteBackOptions(
                    Path.of(values.requiredText("directory")),
                    values.choice("acknowledge", Acknowledge.class),
                    values.bytes("maxBytes", 0),
                    Math.toIntExact(values.number("parallel", 0)),
                    duration(values, "closeWait"),
                    duration(values, "delay"),
                    duration(values, "retryDelay"));
        } catch (InvalidPathException | ArithmeticException invalid) {
            throw new IllegalArgumentException("writeback: makes no sense: " + invalid.getMessage(), invalid);
        }
    }

    private static Duration duration(SettingValues values, String name) {
        Duration time = values.duration(name);
        return time == null ? Duration.ZERO : time;
    }
}
