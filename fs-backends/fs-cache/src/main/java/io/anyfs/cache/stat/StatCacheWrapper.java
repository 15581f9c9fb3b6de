package io.anyfs.cache.stat;

import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.time.Duration;
import java.util.List;

/** {@code statcache}: facts and listings are believed for a while. See {@link StatCacheBackend}. */
public final class StatCacheWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS = List.of(
            Setting.of("ttl", Setting.Type.DURATION, "for how long they are believed")
                    .withStandard("10s"),
            Setting.of("maxEntries", Setting.Type.NUMBER, "how many are kept").withStandard("100000"));

    /** For {@link java.util.ServiceLoader}. */
    public StatCacheWrapper() {}

    @Override
    public String name() {
        return "statcache";
    }

    @Override
    public String description() {
        return "what entries are and what directories hold is believed for a while";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) {
        Duration ttl = values.duration("ttl");
        long entries = values.number("maxEntries", 0);
        return new StatCacheBackend(
                inner,
                StatCacheOptions.DEFAULT
                        .withTtl(ttl == null ? Duration.ZERO : ttl)
                        .withMaxEntries((int) Math.min(entries, Integer.MAX_VALUE)));
    }
}
