package io.anyfs.overlay.view;

import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.util.List;
import java.util.Locale;

/**
 * {@code names}: which names there can be. What a storage cannot have is escaped ({@link EscapedNamesBackend}); what another
 * storage would mix up is not created ({@link UniqueNamesBackend}).
 */
public final class NamesWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS = List.of(
            Setting.choice("escape", "which names the storage does not have, and are stored escaped", "none", "windows")
                    .withStandard("none"),
            Setting.of(
                    "characters",
                    Setting.Type.TEXT,
                    "further characters that the storage does not have, one after the other, such as ~#;"),
            Setting.choice(
                            "collisions",
                            "a second name is not created that differs only in case, or in how accents are written (nfc)",
                            "off",
                            "case",
                            "nfc",
                            "case-nfc")
                    .withStandard("off"));

    /** For {@link java.util.ServiceLoader}. */
    public NamesWrapper() {}

    @Override
    public String name() {
        return "names";
    }

    @Override
    public String description() {
        return "names that the storage does not have are escaped, those that would collide elsewhere refused";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) {
        NameEscape escape = escape(values);
        String collisions = values.requiredText("collisions");
        if (escape.isNone() && collisions.equals("off")) {
            throw new IllegalArgumentException(
                    "names changes nothing so: set escape to windows, or characters, or collisions to case, nfc or case-nfc");
        }
        Backend escaped = escape.isNone() ? inner : new EscapedNamesBackend(inner, escape);
        return collisions.equals("off")
                ? escaped
                : new UniqueNamesBackend(
                        escaped,
                        SameNames.valueOf(collisions.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    private static NameEscape escape(SettingValues values) {
        NameEscape escape = values.requiredText("escape").equals("windows") ? NameEscape.WINDOWS : NameEscape.NONE;
        String characters = values.text("characters");
        try {
            return characters == null ? escape : escape.withCharacters(characters);
        } catch (IllegalArgumentException senseless) {
            throw new IllegalArgumentException("names: characters: " + senseless.getMessage(), senseless);
        }
    }
}
