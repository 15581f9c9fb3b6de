package io.anyfs.overlay.view;

import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.util.List;

/**
 * {@code case}: what names mean that differ only in case: the same entry ({@link CaseInsensitiveBackend}), or an error
 * ({@link UniqueNamesBackend}).
 */
public final class CaseWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS = List.of(Setting.choice(
                    "policy",
                    "insensitive: names that differ only in case are the same; unique: the second one is not created",
                    "insensitive",
                    "unique")
            .withStandard("insensitive"));

    /** For {@link java.util.ServiceLoader}. */
    public CaseWrapper() {}

    @Override
    public String name() {
        return "case";
    }

    @Override
    public String description() {
        return "capital and small letters are the same, or not mixed up";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) {
        return values.requiredText("policy").equals("unique")
                ? new UniqueNamesBackend(inner, SameNames.CASE)
                : new CaseInsensitiveBackend(inner);
    }
}
