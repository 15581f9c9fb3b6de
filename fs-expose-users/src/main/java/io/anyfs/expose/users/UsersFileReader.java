package io.anyfs.expose.users;

import io.anyfs.yaml.Problem;
import io.anyfs.yaml.YamlText;
import io.anyfs.yaml.YamlText.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file of users, and finds all that is wrong in it. */
final class UsersFileReader {

    static final String VERSION_FIELD = "anyfs-users";
    static final Set<String> ANONYMOUS_NAMES = Set.of("anonymous", "ftp");

    private static final String AUTHORITIES = "authorities";
    private static final String PRINCIPALS = "principals";
    private static final List<String> FIELDS = List.of(VERSION_FIELD, "defaults", "anonymous", "users");

    private final List<Problem> problems = new ArrayList<>();
    private final YamlText text;
    private final ProfileReader profiles;

    private UsersFileReader(String source) {
        this.text = new YamlText(source, problems);
        this.profiles = new ProfileReader(text);
    }

    static UsersFile read(String source, String yaml) {
        UsersFileReader reader = new UsersFileReader(source);
        UsersFile file = reader.document(yaml);
        if (file == null || !reader.problems.isEmpty()) {
            reader.problems.sort(Comparator.comparing(Problem::line).thenComparing(Problem::column));
            throw new UsersFileException(reader.problems);
        }
        return file;
    }

    private @Nullable UsersFile document(String yaml) {
        Node document = text.compose(yaml, VERSION_FIELD + ": " + UsersFile.VERSION + " and users:");
        if (document == null) {
            return null;
        }
        Map<String, Field> fields = text.fields(document, "a file of users");
        text.knowOnly(fields, "a file of users", FIELDS);
        Field version = fields.get(VERSION_FIELD);
        if (version == null) {
            text.problem(
                    document, "say which version of the language it is: " + VERSION_FIELD + ": " + UsersFile.VERSION);
        } else if (!Integer.toString(UsersFile.VERSION).equals(text.text(version.value(), "the version"))) {
            text.problem(version.value(), "this anyfs knows version " + UsersFile.VERSION + " of the language only");
        }
        List<String> inDefaults = new ArrayList<>(ProfileReader.FIELDS);
        inDefaults.add(AUTHORITIES);
        Map<String, Field> defaults = section(fields.get("defaults"), "defaults:", inDefaults);
        Field anonymous = fields.get("anonymous");
        UserProfile nobody = null;
        if (anonymous != null) {
            Map<String, Field> own = section(anonymous, "anonymous:", ProfileReader.FIELDS);
            if (!own.containsKey("home")) {
                text.problem(anonymous.key(), "say what those see who are nobody in particular: home: /pub");
            }
            nobody = profiles.profile(own, defaults, "anonymous", !own.containsKey("readOnly"));
        }
        Map<String, UserEntry> users = new LinkedHashMap<>();
        Field written = fields.get("users");
        if (written != null && !YamlText.isNothing(written.value())) {
            text.fields(written.value(), "users:").forEach((name, user) -> {
                UserEntry entry = user(name, user, defaults, anonymous != null);
                users.put(name, entry);
            });
        }
        return new UsersFile(users, nobody);
    }

    private Map<String, Field> section(@Nullable Field section, String called, List<String> known) {
        if (section == null) {
            return Map.of();
        }
        Map<String, Field> fields = text.fields(section.value(), called);
        text.knowOnly(fields, called, known);
        return fields;
    }

    private UserEntry user(String name, Field written, Map<String, Field> defaults, boolean anonymous) {
        if (!UserName.isValid(name)) {
            text.problem(
                    written.key(),
                    "this is no user name; leave out spaces and the characters : @ , / \\ { }, and do not begin with -");
        } else if (anonymous && ANONYMOUS_NAMES.contains(name)) {
            text.problem(written.key(), "'" + name + "' is nobody in particular, because there is anonymous:");
        }
        List<String> known = new ArrayList<>(List.of("password", "keys", AUTHORITIES, PRINCIPALS));
        known.addAll(ProfileReader.FIELDS);
        Map<String, Field> own = text.fields(written.value(), "a user");
        text.knowOnly(own, "a user", known);
        Field authorities = own.getOrDefault(AUTHORITIES, defaults.get(AUTHORITIES));
        if (!own.containsKey("password") && !own.containsKey("keys") && authorities == null) {
            text.problem(written.key(), "a user needs a password, keys or authorities to log in");
        }
        Field principals = own.get(PRINCIPALS);
        if (principals != null && authorities == null) {
            text.problem(principals.key(), "say too whose certificates for these open: authorities:");
        }
        return new UserEntry(
                name,
                passwords(own.get("password")),
                keys(own.get("keys")),
                keys(authorities),
                principals(principals),
                profiles.profile(own, defaults, name, false));
    }

    private List<PasswordHash> passwords(@Nullable Field field) {
        List<PasswordHash> passwords = new ArrayList<>();
        if (field != null) {
            for (Node member : text.members(field.value())) {
                String written = text.text(member, "the hash of a password");
                PasswordHash hash = written == null ? null : text.read(member, () -> PasswordHash.parse(written));
                if (hash != null) {
                    passwords.add(hash);
                }
            }
        }
        return passwords;
    }

    private List<PublicKeyLine> keys(@Nullable Field field) {
        List<PublicKeyLine> keys = new ArrayList<>();
        if (field != null) {
            for (Node member : text.members(field.value())) {
                String written = text.text(member, "a public key");
                PublicKeyLine key = written == null ? null : text.read(member, () -> PublicKeyLine.parse(written));
                if (key != null && keys.contains(key)) {
                    text.problem(member, "this key is written twice");
                }
                if (key != null) {
                    keys.add(Objects.requireNonNull(key));
                }
            }
        }
        return keys;
    }

    private Set<String> principals(@Nullable Field field) {
        Set<String> principals = new LinkedHashSet<>();
        if (field != null) {
            for (Node member : text.members(field.value())) {
                String written = text.text(member, "whom a certificate is for");
                if (written != null && written.isEmpty()) {
                    text.problem(member, "a certificate is for somebody with a name");
                } else if (written != null) {
                    principals.add(written);
                }
            }
            if (principals.isEmpty()) {
                text.problem(field.key(), "say whom certificates have to be for, or leave it out for the user's name");
            }
        }
        return principals;
    }
}
