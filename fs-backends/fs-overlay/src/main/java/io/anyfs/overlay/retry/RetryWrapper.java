package io.anyfs.overlay.retry;

import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** {@code retry}: calls are made again when the storage could not do them. See {@link RetryBackend}. */
public final class RetryWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS = List.of(
            Setting.of("attempts", Setting.Type.NUMBER, "how often a call is made at most")
                    .withStandard("4"),
            Setting.of(
                            "firstDelay",
                            Setting.Type.DURATION,
                            "the longest wait before the second attempt; it doubles then")
                    .withStandard("100ms"),
            Setting.of("maxDelay", Setting.Type.DURATION, "the longest wait").withStandard("5s"),
            Setting.of("maxTime", Setting.Type.DURATION, "how long after the first the last attempt may begin")
                    .withStandard("30s"),
            Setting.of("ratio", Setting.Type.DECIMAL, "how many more attempts than calls there may be in the long run")
                    .withStandard("0.1"),
            Setting.of("burst", Setting.Type.NUMBER, "how many more attempts there may be before that")
                    .withStandard("50"));

    /** For {@link java.util.ServiceLoader}. */
    public RetryWrapper() {}

    @Override
    public String name() {
        return "retry";
    }

    @Override
    public String description() {
        return "what fails for the moment is tried again, where twice is as once";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) {
        return new RetryBackend(
                inner,
                RetryOptions.DEFAULT
                        .withMaxAttempts((int) Math.min(values.number("attempts", 0), Integer.MAX_VALUE))
                        .withDelays(span(values, "firstDelay"), span(values, "maxDelay"))
                        .withMaxTime(span(values, "maxTime"))
                        .withBudget(values.decimal("ratio", 0), (int)
                                Math.min(values.number("burst", 0), Integer.MAX_VALUE)));
    }

    private static Duration span(SettingValues values, String name) {
        return Objects.requireNonNull(values.duration(name));
    }
}
