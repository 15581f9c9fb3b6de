package io.anyfs.metrics;

import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import io.micrometer.core.instrument.Metrics;
import java.util.List;

/** {@code metrics}: what the storage does, told to Micrometer's global registry. See {@link MetricsBackend}. */
public final class MetricsWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS = List.of(Setting.of(
            "name",
            Setting.Type.TEXT,
            "what the storage is called in metrics; unless set as its kind, such as memory"));

    /** For {@link java.util.ServiceLoader}. */
    public MetricsWrapper() {}

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public String description() {
        return "what the storage does, as metrics of Micrometer";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) {
        String name = values.text("name");
        return new MetricsBackend(inner, Metrics.globalRegistry, name == null ? inner.name() : name);
    }
}
