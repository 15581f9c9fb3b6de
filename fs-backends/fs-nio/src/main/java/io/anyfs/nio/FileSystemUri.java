package io.anyfs.nio;

import io.anyfs.FsUrl;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which filesystem a URI means, and which path in it. {@code anyfs://name/path} is that of a name; {@code anyfs:URL!/path} is
 * that of a storage's URL, of which the last {@code !/} begins the path.
 *
 * @param key tells the filesystem from all others, and shows no secret
 * @param url the storage's URL with its secrets; {@code null} for a name
 * @param path the path, decoded; {@code null} if there is none
 */
record FileSystemUri(
        String key, @Nullable FsUrl url, @Nullable String path) {

    static final String SCHEME = "anyfs";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9._-]*");
    /** RFC 3986, section 3.3, without the marks that mean something here. */
    private static final String PLAIN = "-._~$&'()*+,;=:@/";

    static FileSystemUri parse(URI uri) {
        if (!SCHEME.equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("not an anyfs: URI; write anyfs:mem:!/path or anyfs://name/path");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("an anyfs: URI has no fragment; write %23 for a '#'");
        }
        String rest = uri.getRawSchemeSpecificPart();
        return rest.startsWith("//") ? ofName(uri) : ofUrl(rest);
    }

    private static FileSystemUri ofName(URI uri) {
        String name = uri.getRawAuthority();
        if (name == null || uri.getRawQuery() != null) {
            throw new IllegalArgumentException("an anyfs: URI with slashes is anyfs://name/path, without a query");
        }
        String path = uri.getPath();
        return new FileSystemUri(named(name), null, path == null || path.isEmpty() ? null : path);
    }

    private static FileSystemUri ofUrl(String rest) {
        int mark = rest.lastIndexOf("!/");
        FsUrl url = FsUrl.parse(mark < 0 ? rest : rest.substring(0, mark));
        String path =
                mark < 0 ? null : URI.create("x:" + rest.substring(mark + 1)).getPath();
        return new FileSystemUri(SCHEME + ":" + encoded(url.toString(), PLAIN + "?!%"), url, path);
    }

    /** The key of a name. */
    static String named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a name has letters, digits, '-', '.' and '_', and begins with a letter: " + name);
        }
        return SCHEME + "://" + name;
    }

    /** The URI of a path in the filesystem of this key. */
    static URI of(String key, String absolutePath) {
        return URI.create(key + (key.startsWith(SCHEME + "://") ? "" : "!") + encoded(absolutePath, PLAIN));
    }

    private static String encoded(String text, String plain) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || plain.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return encoded.toString();
    }
}
