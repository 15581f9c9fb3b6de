package io.anyfs;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says which storage to open: {@code scheme:[//[user[:password]@]host[:port]]path[?name=value&…]}, as in RFC 3986 but for
 * fragments, which there are none: {@code #} is a character of the path. Percent-encoding is decoded here and nowhere else,
 * once; {@code +} stays a plus, but in the scheme, where it parts the names of wrappers from that of the storage:
 * {@code readonly+s3://bucket}. Behind the path of a URL with wrappers, {@code !/} begins a path in what they make.
 *
 * <p>{@link #toString()} hides passwords and secrets and is safe to log. Immutable.
 */
public final class FsUrl {

    private static final Pattern SYNTAX = Pattern.compile(
            "(?<scheme>[a-zA-Z][a-zA-Z0-9+.-]*):"
                    // What follows the host must not be taken for a path: it may be a password with a slash in it.
                    + "(?://(?:(?<user>[^/?@]*)@)?(?<host>\\[[^]/?]*]|[^/?:@]*)(?::(?<port>\\d{1,5}))?(?=[/?]|\\z)|(?!//))"
                    + "(?<path>[^?]*)(?:\\?(?<query>.*))?",
            Pattern.DOTALL);
    private static final Pattern SECRET =
            Pattern.compile("pass|secret|token|key|credential|signature|sas", Pattern.CASE_INSENSITIVE);
    private static final Predicate<String> WRAPPER =
            Pattern.compile("[a-z][a-z0-9.-]*").asMatchPredicate();
    private static final String HIDDEN = "***";

    private final List<String> wrappers;
    private final String scheme;
    private final @Nullable String user;
    private final @Nullable String password;
    private final String host;
    private final int port;
    private final String path;
    private final String inside;
    private final Map<String, String> parameters;

    private FsUrl(
            List<String> wrappers,
            String scheme,
            @Nullable String user,
            @Nullable String password,
            String host,
            int port,
            String path,
            String inside,
            Map<String, String> parameters) {
        this.wrappers = List.copyOf(wrappers);
        this.scheme = scheme;
        this.user = user;
        this.password = password;
        this.host = host;
        this.port = port;
        this.path = path;
        this.inside = inside;
        this.parameters = Collections.unmodifiableMap(parameters);
    }

    /**
     * Parses a URL.
     *
     * @throws IllegalArgumentException if the text is not one; the message repeats no part that may be secret
     */
    public static FsUrl parse(String text) {
        Matcher url = SYNTAX.matcher(text);
        if (!url.matches()) {
            throw new IllegalArgumentException("not a filesystem URL; write scheme:path, such as local:/srv/data");
        }
        String userInfo = url.group("user");
        int colon = userInfo == null ? -1 : userInfo.indexOf(':');
        String user = userInfo == null ? null : decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = userInfo == null || colon < 0 ? null : decode(userInfo.substring(colon + 1));
        String host = url.group("host");
        String port = url.group("port");
        List<String> names =
                List.of(url.group("scheme").toLowerCase(Locale.ROOT).split("\\+", -1));
        List<String> wrappers = names.subList(0, names.size() - 1);
        String scheme = names.get(names.size() - 1);
        if (!wrappers.stream().allMatch(WRAPPER) || scheme.isEmpty()) {
            throw new IllegalArgumentException(
                    "the names before a URL's ':' are separated by one '+' each, such as readonly+s3://bucket");
        }
        String path = url.group("path");
        int mark = wrappers.isEmpty() ? -1 : mark(path);
        return new FsUrl(
                wrappers,
                scheme,
                user,
                password,
                host == null ? "" : decode(host),
                port == null ? -1 : port(port),
                decode(mark < 0 ? path : path.substring(0, mark)),
                mark < 0 ? "" : decode(path.substring(mark + 1)),
                parameters(url.group("query")));
    }

    /** A URL of a scheme and a path that is taken literally, without decoding. */
    public static FsUrl of(String scheme, String path) {
        return new FsUrl(List.of(), scheme.toLowerCase(Locale.ROOT), null, null, "", -1, path, "", Map.of());
    }

    /** This URL with another path, taken literally. */
    public FsUrl withPath(String newPath) {
        return new FsUrl(wrappers, scheme, user, password, host, port, newPath, inside, parameters);
    }

    /** This URL with a parameter, unless it has one of that name; both taken literally. */
    public FsUrl withDefault(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.putIfAbsent(name, value);
        return new FsUrl(wrappers, scheme, user, password, host, port, path, inside, more);
    }

    /** This URL without the path in what the wrappers make. */
    public FsUrl withoutInside() {
        return new FsUrl(wrappers, scheme, user, password, host, port, path, "", parameters);
    }

    /**
     * This URL with the name of the innermost wrapper taken for a part of the scheme, as in {@code vfs+zip:}. Without wrappers left,
     * what was a path in what they make is the end of the path.
     *
     * @throws IllegalStateException if there are no wrappers
     */
    public FsUrl withLongerScheme() {
        if (wrappers.isEmpty()) {
            throw new IllegalStateException("no wrappers");
        }
        int last = wrappers.size() - 1;
        boolean whole = last == 0 && !inside.isEmpty();
        return new FsUrl(
                wrappers.subList(0, last),
                wrappers.get(last) + "+" + scheme,
                user,
                password,
                host,
                port,
                whole ? path + "!" + inside : path,
                whole ? "" : inside,
                parameters);
    }

    /** This URL's storage without the wrappers, and without the parameters that are theirs. */
    public FsUrl withoutWrappers(Predicate<String> theirs) {
        Map<String, String> rest = new LinkedHashMap<>(parameters);
        rest.keySet().removeIf(theirs);
        return new FsUrl(List.of(), scheme, user, password, host, port, path, inside, rest);
    }

    /** The names of the wrappers, in lower case, the outermost first; mostly none. */
    public List<String> wrappers() {
        return wrappers;
    }

    /** Which sort of storage, in lower case. */
    public String scheme() {
        return scheme;
    }

    /** The user, decoded; {@code null} if none is given. */
    public @Nullable String user() {
        return user;
    }

    /** The password, decoded; {@code null} if none is given. */
    public @Nullable String password() {
        return password;
    }

    /** The host, decoded; empty if none is given. */
    public String host() {
        return host;
    }

    /** The port, 0 to 65535; -1 if none is given. */
    public int port() {
        return port;
    }

    /** The path, decoded; empty if none is given. It may be relative where a storage knows what to. */
    public String path() {
        return path;
    }

    /** The path in what the wrappers make, decoded; empty if none is given. */
    public String inside() {
        return inside;
    }

    /** The parameters, decoded, in the order given; the last wins where a name is repeated. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** The URL with passwords and secret parameters hidden, and nothing encoded that need not be. */
    @Override
    public String toString() {
        StringBuilder url = new StringBuilder();
        wrappers.forEach(wrapper -> url.append(wrapper).append('+'));
        url.append(scheme).append(':');
        if (!host.isEmpty() || user != null) {
            url.append("//");
            if (user != null) {
                url.append(user).append(password == null ? "" : ":" + HIDDEN).append('@');
            }
            url.append(host).append(port < 0 ? "" : ":" + port);
        }
        url.append(wrappers.isEmpty() ? encoded(path) : encoded(path).replace("!", "%21"));
        if (!inside.isEmpty()) {
            url.append('!').append(encoded(inside));
        }
        char separator = '?';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            boolean secret = SECRET.matcher(parameter.getKey()).find();
            url.append(separator).append(parameter.getKey()).append('=').append(secret ? HIDDEN : parameter.getValue());
            separator = '&';
        }
        return url.toString();
    }

    /** Where the path in what the wrappers make begins, with its {@code !}; -1 if there is none. */
    private static int mark(String path) {
        return path.endsWith("!") ? path.length() - 1 : path.lastIndexOf("!/");
    }

    private static String encoded(String path) {
        return path.replace("%", "%25").replace("?", "%3F");
    }

    private static int port(String digits) {
        int port = Integer.parseInt(digits);
        if (port > 65535) {
            throw new IllegalArgumentException("the port must be 0 to 65535: " + digits);
        }
        return port;
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (!pair.isEmpty()) {
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    parameters.put(decode(name), equals < 0 ? "true" : decode(pair.substring(equals + 1)));
                }
            }
        }
        return parameters;
    }

    /** RFC 3986, section 2.1: octets of UTF-8. */
    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                decoded.put(encoded[i]);
                continue;
            }
            int high = i + 2 <= encoded.length - 1 ? Character.digit(encoded[i + 1], 16) : -1;
            int low = i + 2 <= encoded.length - 1 ? Character.digit(encoded[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("a '%' in a URL needs two hexadecimal digits; write %25 for itself");
            }
            decoded.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("percent-encoding in a URL must give UTF-8", malformed);
        }
    }
}
