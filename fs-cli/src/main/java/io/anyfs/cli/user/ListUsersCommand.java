package io.anyfs.cli.user;

import io.anyfs.cli.command.Environment;
import io.anyfs.expose.Protocol;
import io.anyfs.expose.users.UserEntry;
import io.anyfs.expose.users.UserProfile;
import io.anyfs.expose.users.UsersFile;
import io.anyfs.text.JsonLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code anyfs user list}. */
@Command(
        name = "list",
        description = "List the users: how they log in, and what they see. No secret is shown.",
        footer = {"  anyfs user list", "  anyfs user list --json --users users.yaml"})
final class ListUsersCommand extends UsersCommand {

    @Option(names = "--json", description = "One JSON object for each user.")
    private boolean json;

    ListUsersCommand(Environment environment) {
        super(environment, UserCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        UsersFile users = read();
        UserProfile anonymous = users.anonymous();
        if (anonymous != null) {
            print("anonymous", "any", 0, 0, anonymous);
        }
        for (UserEntry user : users.users().values()) {
            print(
                    user.name(),
                    password(user),
                    user.keys().size(),
                    user.authorities().size(),
                    user.profile());
        }
    }

    private void print(String name, String password, int keys, int authorities, UserProfile profile)
            throws IOException {
        String protocols = profile.protocols().stream()
                .map(protocol -> protocol.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
        if (json) {
            terminal()
                    .print(JsonLine.readable()
                            .put("name", name)
                            .put("password", password)
                            .put("keys", keys)
                            .put("authorities", authorities)
                            .put("home", profile.shownHome())
                            .put("readOnly", profile.readOnly())
                            .put("quotaBytes", profile.quota().bytes())
                            .put("maxSessions", profile.limits().maxSessions())
                            .put("protocols", protocols)
                            .put("networks", networks(profile)));
            return;
        }
        List<String> words = new ArrayList<>(List.of(name, "password:" + password, "keys:" + keys));
        if (authorities > 0) {
            words.add("authorities:" + authorities);
        }
        words.add(profile.shownHome());
        if (profile.readOnly()) {
            words.add("read-only");
        }
        if (!profile.permissions().allowAll()) {
            words.add("permissions:" + profile.permissions().rules().size());
        }
        if (profile.protocols().size() < Protocol.values().length) {
            words.add("protocols:" + protocols);
        }
        if (!profile.networks().isEmpty()) {
            words.add("networks:" + networks(profile));
        }
        terminal().print(String.join("  ", words));
    }

    private static String networks(UserProfile profile) {
        return profile.networks().stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private static String password(UserEntry user) {
        return user.passwords().isEmpty()
                ? "none"
                : user.passwords().stream().map(Object::toString).distinct().collect(Collectors.joining(","));
    }
}
