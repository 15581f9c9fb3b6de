package io.anyfs.overlay.view;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.SubdirectoryBackend;
import io.anyfs.spi.WrapperProvider;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.util.List;

/** {@code subdir}: one directory as if it were the whole. See {@link SubdirectoryBackend}. */
public final class SubdirectoryWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS =
            List.of(Setting.of("path", Setting.Type.TEXT, "the directory, such as /home/alice; it has to exist")
                    .asRequired());

    /** For {@link java.util.ServiceLoader}. */
    public SubdirectoryWrapper() {}

    @Override
    public String name() {
        return "subdir";
    }

    @Override
    public String description() {
        return "one directory as if it were the whole";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) throws IOException {
        FsPath directory = path(values.requiredText("path"));
        FileInfo info = inner.stat(directory, Links.FOLLOW);
        if (!info.isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        return new SubdirectoryBackend(inner, directory);
    }

    private static FsPath path(String text) {
        try {
            return FsPath.of(text.startsWith("/") ? text : "/" + text);
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException("subdir: path makes no sense: " + invalid.getMessage(), invalid);
        }
    }
}
