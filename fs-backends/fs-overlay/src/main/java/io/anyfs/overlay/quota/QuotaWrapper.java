package io.anyfs.overlay.quota;

import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.io.IOException;
import java.util.List;

/** {@code quota}: a bound on what is stored. See {@link QuotaBackend}. */
public final class QuotaWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS = List.of(
            Setting.of("maxBytes", Setting.Type.BYTES, "how many bytes files may have together, such as 10GiB"),
            Setting.of("maxEntries", Setting.Type.NUMBER, "how many files, directories and links there may be"),
            Setting.choice(
                            "exceeded",
                            "quota: told as a quota that is exceeded; full: told as a storage that is full",
                            "quota",
                            "full")
                    .withStandard("quota"));

    /** For {@link java.util.ServiceLoader}. */
    public QuotaWrapper() {}

    @Override
    public String name() {
        return "quota";
    }

    @Override
    public String description() {
        return "a bound on the bytes and entries that are stored";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) throws IOException {
        if (!values.has("maxBytes") && !values.has("maxEntries")) {
            throw new IllegalArgumentException("quota needs maxBytes or maxEntries, such as quota.maxBytes=10GiB");
        }
        return QuotaBackend.over(
                inner,
                QuotaOptions.DEFAULT
                        .withMaxBytes(values.bytes("maxBytes", QuotaOptions.UNLIMITED))
                        .withMaxEntries(values.number("maxEntries", QuotaOptions.UNLIMITED))
                        .withExceeded(
                                values.requiredText("exceeded").equals("full")
                                        ? QuotaOptions.Exceeded.FULL
                                        : QuotaOptions.Exceeded.QUOTA));
    }
}
