package io.anyfs.overlay.limit;

import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** {@code timeout}: a bound on how long calls take. See {@link TimeoutBackend}. */
public final class TimeoutWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS = List.of(
            Setting.of("call", Setting.Type.DURATION, "how long a call may take")
                    .withStandard("30s"),
            Setting.of("longCall", Setting.Type.DURATION, "how long a commit, a copy or a move may take")
                    .withStandard("10m"),
            Setting.of("handle", Setting.Type.DURATION, "how long a file may be open altogether; any time unless set"),
            Setting.of("maxThreads", Setting.Type.NUMBER, "how many calls run at once")
                    .withStandard("256"));

    /** For {@link java.util.ServiceLoader}. */
    public TimeoutWrapper() {}

    @Override
    public String name() {
        return "timeout";
    }

    @Override
    public String description() {
        return "a bound on how long calls take";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) {
        return new TimeoutBackend(
                inner,
                new TimeoutOptions(span(values, "call"), span(values, "longCall"), values.duration("handle"), (int)
                        Math.min(values.number("maxThreads", 0), Integer.MAX_VALUE)));
    }

    private static Duration span(SettingValues values, String name) {
        return Objects.requireNonNull(values.duration(name));
    }
}
