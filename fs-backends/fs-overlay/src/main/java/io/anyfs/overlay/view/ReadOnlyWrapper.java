package io.anyfs.overlay.view;

import io.anyfs.spi.Backend;
import io.anyfs.spi.ReadOnlyBackend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.util.List;

/** {@code readonly}: nothing can be changed. See {@link ReadOnlyBackend}. */
public final class ReadOnlyWrapper implements WrapperProvider {

    /** For {@link java.util.ServiceLoader}. */
    public ReadOnlyWrapper() {}

    @Override
    public String name() {
        return "readonly";
    }

    @Override
    public String description() {
        return "nothing can be changed";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) {
        return new ReadOnlyBackend(inner);
    }
}
