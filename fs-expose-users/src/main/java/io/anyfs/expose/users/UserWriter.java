package io.anyfs.expose.users;

import io.anyfs.expose.PathPermissions;
import io.anyfs.expose.Permission;
import io.anyfs.expose.Protocol;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes users so that they read the same. */
final class UserWriter {

    private UserWriter() {}

    static String write(UsersFile file) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(UsersFileReader.VERSION_FIELD, UsersFile.VERSION);
        if (file.anonymous() != null) {
            Map<String, Object> fields = profile(file.anonymous());
            fields.putIfAbsent("home", "/");
            fields.put("readOnly", file.anonymous().readOnly());
            document.put("anonymous", fields);
        }
        Map<String, Object> users = new LinkedHashMap<>();
        file.users().values().forEach(user -> users.put(user.name(), user(user)));
        document.put("users", users);
        return dump(document);
    }

    /** A part of a file. */
    static String dump(Object part) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setWidth(100_000)
                .build();
        return new Dump(settings).dumpToString(part);
    }

    /** The fields of a user; what is as for everybody is left out. */
    static Map<String, Object> user(UserEntry user) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!user.passwords().isEmpty()) {
            fields.put("password", passwords(user.passwords()));
        }
        if (!user.keys().isEmpty()
                || (user.passwords().isEmpty() && user.authorities().isEmpty())) {
            fields.put("keys", keys(user.keys()));
        }
        if (!user.authorities().isEmpty()) {
            fields.put("authorities", keys(user.authorities()));
        }
        if (!user.principals().isEmpty()) {
            fields.put("principals", new ArrayList<>(user.principals()));
        }
        fields.putAll(profile(user.profile()));
        return fields;
    }

    static Object passwords(List<PasswordHash> passwords) {
        return passwords.size() == 1
                ? passwords.get(0).text()
                : passwords.stream().map(PasswordHash::text).toList();
    }

    static Object keys(List<PublicKeyLine> keys) {
        return keys.stream().map(PublicKeyLine::toString).toList();
    }

    private static Map<String, Object> profile(UserProfile profile) {
        UserProfile everything = UserProfile.EVERYTHING;
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!profile.home().equals(everything.home())) {
            fields.put("home", profile.home());
        }
        if (profile.readOnly()) {
            fields.put("readOnly", true);
        }
        if (!profile.permissions().equals(everything.permissions())) {
            Map<String, Object> permissions = new LinkedHashMap<>();
            for (PathPermissions.Rule rule : profile.permissions().rules()) {
                permissions.put(rule.pattern(), words(rule.allowed()));
            }
            fields.put("permissions", permissions);
        }
        Quota quota = profile.quota();
        if (!quota.equals(Quota.NONE)) {
            fields.put("quota", amounts("bytes", quota.bytes(), "entries", quota.entries()));
        }
        var limits = profile.limits();
        if (!limits.equals(everything.limits())) {
            Map<String, Object> amounts =
                    amounts("download", limits.downloadBytesPerSecond(), "upload", limits.uploadBytesPerSecond());
            if (limits.maxSessions() > 0) {
                amounts.put("sessions", limits.maxSessions());
            }
            fields.put("limits", amounts);
        }
        if (!profile.protocols().equals(everything.protocols())) {
            fields.put(
                    "protocols",
                    profile.protocols().stream().map(UserWriter::word).toList());
        }
        if (!profile.networks().isEmpty()) {
            fields.put(
                    "networks",
                    profile.networks().stream().map(Network::toString).toList());
        }
        return fields;
    }

    private static String word(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }

    private static Object words(Set<Permission> allowed) {
        if (allowed.isEmpty()) {
            return "none";
        }
        return allowed.containsAll(EnumSet.allOf(Permission.class))
                ? "all"
                : new ArrayList<>(allowed.stream().map(Permission::word).toList());
    }

    private static Map<String, Object> amounts(String first, long one, String second, long other) {
        Map<String, Object> amounts = new LinkedHashMap<>();
        if (one > 0) {
            amounts.put(first, one);
        }
        if (other > 0) {
            amounts.put(second, other);
        }
        return amounts;
    }
}
