package io.anyfs.overlay.limit;

import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.util.List;
import java.util.Objects;

/** {@code throttle}: rates of bytes and calls. See {@link ThrottleBackend}. */
public final class ThrottleWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS = List.of(
            Setting.of("read", Setting.Type.BYTES, "how many bytes may be read in a second, such as 10MB"),
            Setting.of("write", Setting.Type.BYTES, "how many bytes may be written in a second, such as 10MB"),
            Setting.of("operations", Setting.Type.NUMBER, "how many calls of the storage there may be in a second"),
            Setting.of("burst", Setting.Type.DURATION, "of how much time the unused rate is saved up")
                    .withStandard("1s"));

    /** For {@link java.util.ServiceLoader}. */
    public ThrottleWrapper() {}

    @Override
    public String name() {
        return "throttle";
    }

    @Override
    public String description() {
        return "rates of bytes and calls that are not exceeded";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) {
        return new ThrottleBackend(
                inner,
                new ThrottleOptions(
                        values.bytes("read", ThrottleOptions.UNLIMITED),
                        values.bytes("write", ThrottleOptions.UNLIMITED),
                        values.number("operations", ThrottleOptions.UNLIMITED),
                        Objects.requireNonNull(values.duration("burst"))));
    }
}
