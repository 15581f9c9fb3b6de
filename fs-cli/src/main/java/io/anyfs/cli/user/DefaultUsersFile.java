package io.anyfs.cli.user;

import java.nio.file.Path;
import java.util.Map;

/** The file of users that is taken if none is named. */
public final class DefaultUsersFile {

    private DefaultUsersFile() {}

    /** Where it is in an environment; it need not exist. A relative {@code XDG_CONFIG_HOME} is ignored. */
    public static Path path(Map<String, String> variables) {
        String xdg = variables.getOrDefault("XDG_CONFIG_HOME", "");
        Path home = Path.of(variables.getOrDefault("HOME", System.getProperty("user.home", "/")));
        Path base = xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".config");
        return base.resolve("anyfs").resolve("users.yaml");
    }
}
