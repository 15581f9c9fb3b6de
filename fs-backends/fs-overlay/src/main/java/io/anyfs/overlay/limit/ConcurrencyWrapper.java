package io.anyfs.overlay.limit;

import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.util.List;
import java.util.Objects;

/** {@code concurrency}: only so much at once. See {@link ConcurrencyBackend}. */
public final class ConcurrencyWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS = List.of(
            Setting.of("calls", Setting.Type.NUMBER, "how many calls there may be at once")
                    .withStandard("64"),
            Setting.of("handles", Setting.Type.NUMBER, "how many files and listings may be open at once")
                    .withStandard("1024"),
            Setting.of("wait", Setting.Type.DURATION, "how long a call waits at most until it may begin")
                    .withStandard("30s"));

    /** For {@link java.util.ServiceLoader}. */
    public ConcurrencyWrapper() {}

    @Override
    public String name() {
        return "concurrency";
    }

    @Override
    public String description() {
        return "only so many calls and open files at once";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) {
        return new ConcurrencyBackend(
                inner,
                new ConcurrencyOptions(
                        (int) Math.min(values.number("calls", 0), Integer.MAX_VALUE),
                        (int) Math.min(values.number("handles", 0), Integer.MAX_VALUE),
                        Objects.requireNonNull(values.duration("wait"))));
    }
}
