package io.anyfs.overlay.audit;

import io.anyfs.overlay.audit.AuditOptions.OnFailure;
import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** {@code audit}: a record of what was changed and transferred. See {@link AuditBackend}. */
public final class AuditWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS = List.of(
            Setting.of("file", Setting.Type.TEXT, "the local file to which lines of JSON are appended")
                    .asRequired(),
            Setting.of("fsync", Setting.Type.FLAG, "whether each line is on disk before an operation returns")
                    .withStandard("false"),
            Setting.of("reads", Setting.Type.FLAG, "whether finished reads are recorded")
                    .withStandard("true"),
            Setting.of("hash", Setting.Type.FLAG, "whether the SHA-256 of written files is recorded")
                    .withStandard("false"),
            Setting.choice("onFailure", "what becomes of an operation that cannot be recorded", "refuse", "continue")
                    .withStandard("refuse"));

    /** For {@link java.util.ServiceLoader}. */
    public AuditWrapper() {}

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public String description() {
        return "a record of what was changed and transferred";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) throws IOException {
        AuditOptions options = AuditOptions.DEFAULT
                .withOnFailure(values.choice("onFailure", OnFailure.class))
                .withReads(values.flag("reads"))
                .withHash(values.flag("hash"));
        return new AuditBackend(
                inner, AuditFile.open(path(values.requiredText("file")), values.flag("fsync")), options);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException("audit: file makes no sense: " + invalid.getMessage(), invalid);
        }
    }
}
