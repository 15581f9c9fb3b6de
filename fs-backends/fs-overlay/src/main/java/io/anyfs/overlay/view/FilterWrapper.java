package io.anyfs.overlay.view;

import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import io.anyfs.tree.Glob;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** {@code filter}: some entries do not exist. See {@link FilteredBackend}. */
public final class FilterWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS = List.of(
            Setting.of("hide", Setting.Type.LIST, "what does not exist, as globs from the root, such as **/.git"),
            Setting.of("show", Setting.Type.LIST, "what alone exists, unless it is hidden, such as docs/**"));

    /** For {@link java.util.ServiceLoader}. */
    public FilterWrapper() {}

    @Override
    public String name() {
        return "filter";
    }

    @Override
    public String description() {
        return "some entries do not exist";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) {
        List<Glob> hide = globs("hide", values);
        List<Glob> show = globs("show", values);
        if (hide.isEmpty() && show.isEmpty()) {
            throw new IllegalArgumentException("filter hides nothing so: set hide, such as **/.git, or show");
        }
        return new FilteredBackend(inner, new FilterOptions(hide, show));
    }

    private static List<Glob> globs(String setting, SettingValues values) {
        return values.list(setting).stream()
                .map(pattern -> glob(setting, pattern))
                .toList();
    }

    private static Glob glob(String setting, String pattern) {
        try {
            return Glob.of(pattern);
        } catch (PatternSyntaxException senseless) {
            throw new IllegalArgumentException(
                    "filter: " + setting + " takes globs, such as **/*.key: " + senseless.getMessage(), senseless);
        }
    }
}
