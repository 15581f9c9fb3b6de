package io.anyfs.overlay.view;

import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.util.List;

/** {@code objectstore}: no more can be done than in a plain object store. See {@link ObjectStoreBackend}. */
public final class ObjectStoreWrapper implements WrapperProvider {

    /** For {@link java.util.ServiceLoader}. */
    public ObjectStoreWrapper() {}

    @Override
    public String name() {
        return "objectstore";
    }

    @Override
    public String description() {
        return "no more can be done than in a plain object store, for tests";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) {
        return new ObjectStoreBackend(inner);
    }
}
