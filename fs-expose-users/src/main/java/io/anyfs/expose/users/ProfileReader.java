package io.anyfs.expose.users;

import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.expose.AccountLimits;
import io.anyfs.expose.PathPermissions;
import io.anyfs.expose.Permission;
import io.anyfs.expose.Protocol;
import io.anyfs.spi.Backends;
import io.anyfs.spi.ByteCount;
import io.anyfs.spi.Suggestion;
import io.anyfs.yaml.YamlText;
import io.anyfs.yaml.YamlText.Field;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what users see and may do. */
final class ProfileReader {

    static final List<String> FIELDS =
            List.of("home", "readOnly", "permissions", "quota", "limits", "protocols", "networks");

    private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*", Pattern.DOTALL);
    private static final String EVERYTHING = "all";
    private static final String NOTHING = "none";

    private final YamlText text;

    ProfileReader(YamlText text) {
        this.text = text;
    }

    /**
     * Reads the fields of a user.
     *
     * @param defaults what holds where nothing else is written
     * @param readOnly whether nothing can be changed unless it is written otherwise
     */
    UserProfile profile(Map<String, Field> own, Map<String, Field> defaults, String user, boolean readOnly) {
        Fields fields = new Fields(own, defaults);
        UserProfile everything = UserProfile.EVERYTHING;
        return new UserProfile(
                fields.read("home", node -> home(node, user), everything.home()),
                readOnly || fields.read("readOnly", this::flag, false),
                fields.read("permissions", this::permissions, everything.permissions()),
                fields.read("quota", this::quota, everything.quota()),
                fields.read("limits", this::limits, everything.limits()),
                fields.read("protocols", this::protocols, everything.protocols()),
                fields.read("networks", this::networks, everything.networks()));
    }

    private record Fields(Map<String, Field> own, Map<String, Field> defaults) {
        <T> T read(String name, Function<Node, @Nullable T> reading, T otherwise) {
            Field field = own.containsKey(name) ? own.get(name) : defaults.get(name);
            T value = field == null ? null : reading.apply(field.value());
            return value == null ? otherwise : value;
        }
    }

    private @Nullable String home(Node node, String user) {
        String template = text.text(node, "a home");
        if (template == null || !UserName.isValid(user)) {
            return null;
        }
        return text.read(node, () -> {
            String rest = template.replace(UserName.PLACEHOLDER, "");
            if (!URL.matcher(template).matches()) {
                if (!template.startsWith("/")) {
                    throw new IllegalArgumentException(
                            "a home is a path in what is served, such as /homes/{user}, or a URL such as s3://bucket");
                }
                if (rest.indexOf('{') >= 0) {
                    throw new IllegalArgumentException("only {user} can be filled in here");
                }
                return FsPath.of(UserName.inPath(template, user)).toString();
            }
            String url = UserName.inUrl(template, user);
            FsUrl parsed = FsUrl.parse(url);
            if ((parsed.scheme().equals("local") || parsed.scheme().equals("file"))
                    && !parsed.path().startsWith("/")) {
                throw new IllegalArgumentException(
                        "write the whole path of a directory of this machine, such as local:/srv");
            }
            Backends.locate(parsed);
            return url;
        });
    }

    private @Nullable Boolean flag(Node node) {
        String word = text.text(node, "true or false");
        if (word != null && !word.equals("true") && !word.equals("false")) {
            text.problem(node, "must be true or false: " + word);
        }
        return word == null ? null : word.equals("true");
    }

    private PathPermissions permissions(Node node) {
        List<PathPermissions.Rule> rules = new ArrayList<>();
        text.fields(node, "permissions:").forEach((pattern, field) -> {
            Set<Permission> allowed = allowed(field.value());
            if (!rules.isEmpty() && rules.get(rules.size() - 1).matchesAll()) {
                text.problem(
                        field.key(),
                        "the first pattern that matches counts, and / before this one matches everything; put / last");
            }
            PathPermissions.Rule rule = text.read(field.key(), () -> new PathPermissions.Rule(pattern, allowed));
            if (rule != null) {
                rules.add(rule);
            }
        });
        return new PathPermissions(rules);
    }

    private Set<Permission> allowed(Node node) {
        Set<Permission> allowed = EnumSet.noneOf(Permission.class);
        List<String> words = text.texts(node, "a permission");
        for (String word : words) {
            if (word.equals(EVERYTHING)) {
                allowed.addAll(EnumSet.allOf(Permission.class));
            } else if (word.equals(NOTHING)) {
                if (words.size() > 1) {
                    text.problem(node, "none goes with nothing else");
                }
            } else {
                List<String> known = Stream.concat(
                                Stream.of(Permission.values()).map(Permission::word), Stream.of(EVERYTHING, NOTHING))
                        .toList();
                choice(node, word, known, "permission")
                        .ifPresent(name -> allowed.add(Permission.valueOf(name.toUpperCase(Locale.ROOT))));
            }
        }
        return allowed;
    }

    private Optional<String> choice(Node node, String word, List<String> known, String whatItIs) {
        if (known.contains(word)) {
            return Optional.of(word);
        }
        String closest = Suggestion.closest(word, known);
        text.problem(
                node,
                "there is no " + whatItIs + " '" + word + "'; "
                        + (closest == null
                                ? "there are " + String.join(", ", known)
                                : "did you mean " + closest + "?"));
        return Optional.empty();
    }

    private Quota quota(Node node) {
        Map<String, Field> fields = text.fields(node, "quota:");
        text.knowOnly(fields, "quota:", List.of("bytes", "entries"));
        return new Quota(bytes(fields.get("bytes")), number(fields.get("entries"), Long.MAX_VALUE));
    }

    private AccountLimits limits(Node node) {
        Map<String, Field> fields = text.fields(node, "limits:");
        text.knowOnly(fields, "limits:", List.of("sessions", "download", "upload"));
        return new AccountLimits(
                (int) number(fields.get("sessions"), Integer.MAX_VALUE),
                bytes(fields.get("download")),
                bytes(fields.get("upload")));
    }

    private long bytes(@Nullable Field field) {
        String amount = field == null ? null : text.text(field.value(), "an amount of bytes");
        Long bytes = field == null || amount == null ? null : text.read(field.value(), () -> ByteCount.parse(amount));
        return bytes == null ? 0 : bytes;
    }

    private long number(@Nullable Field field, long most) {
        String number = field == null ? null : text.text(field.value(), "a number");
        if (field == null || number == null) {
            return 0;
        }
        if (!number.matches("\\d{1,18}") || Long.parseLong(number) > most) {
            text.problem(field.value(), "must be a whole number, 0 or more: " + number);
            return 0;
        }
        return Long.parseLong(number);
    }

    private Set<Protocol> protocols(Node node) {
        Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
        List<String> known = Stream.of(Protocol.values())
                .map(protocol -> protocol.name().toLowerCase(Locale.ROOT))
                .toList();
        for (String word : text.texts(node, "a protocol")) {
            choice(node, word.toLowerCase(Locale.ROOT), known, "protocol")
                    .ifPresent(name -> protocols.add(Protocol.valueOf(name.toUpperCase(Locale.ROOT))));
        }
        return protocols;
    }

    private List<Network> networks(Node node) {
        List<Network> networks = new ArrayList<>();
        for (Node member : text.members(node)) {
            String written = text.text(member, "a network");
            Network network = written == null ? null : text.read(member, () -> Network.parse(written));
            if (network != null) {
                networks.add(Objects.requireNonNull(network));
            }
        }
        if (text.members(node).isEmpty()) {
            text.problem(node, "names no network; leave networks: out to allow all");
        }
        return networks;
    }
}
