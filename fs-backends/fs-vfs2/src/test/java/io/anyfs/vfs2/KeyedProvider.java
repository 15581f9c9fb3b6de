package io.anyfs.vfs2;

import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendProvider;
import io.anyfs.spi.Backends;
import io.anyfs.spi.Setting;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Storages in memory whose URLs, {@code keyed:?token=…}, have a secret. */
public final class KeyedProvider implements BackendProvider {

    @Override
    public Set<String> schemes() {
        return Set.of("keyed");
    }

    @Override
    public String description() {
        return "memory behind a token, keyed:?token=secret";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public Backend open(FsUrl url) throws IOException {
        if (!url.parameters().containsKey("token")) {
            throw new IllegalArgumentException("keyed: needs a token");
        }
        return Backends.open(FsUrl.of("mem", ""));
    }

    @Override
    public Location locate(FsUrl url) {
        return new Location(url, FsPath.ROOT);
    }
}
