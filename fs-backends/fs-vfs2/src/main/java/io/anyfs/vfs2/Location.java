package io.anyfs.vfs2;

import io.anyfs.FsUrl;
import java.util.regex.Pattern;
import org.apache.commons.vfs2.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * Which storage a URI means, as in the URIs of {@code anyfs-nio}: {@code anyfs://name/path} is that of a name; {@code anyfs:URL!/path}
 * is that of a storage's URL, of which the last {@code !/} begins the path.
 *
 * @param root what the URIs of its files begin with, to the slash of the path; shows no secret
 * @param url the storage's URL with its secrets; {@code null} for a name
 */
record Location(String root, @Nullable FsUrl url) {

    static final String SCHEME = "anyfs";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9._-]*");
    private static final String HIDDEN = "***";

    /** A storage and the path behind it, as it was typed. */
    record WithPath(Location location, String path) {}

    static WithPath parse(String uri) throws FileSystemException {
        if (!uri.startsWith(SCHEME + ":")) {
            throw new FileSystemException("vfs.provider/invalid-absolute-uri.error", uri);
        }
        String rest = uri.substring(SCHEME.length() + 1);
        try {
            return rest.startsWith("//") ? ofName(rest.substring(2)) : ofUrl(rest);
        } catch (IllegalArgumentException wrong) {
            // The URI may hold a secret; what is wrong with it is told by the cause.
            throw new FileSystemException("vfs.provider/invalid-absolute-uri.error", SCHEME + ":", wrong);
        }
    }

    private static WithPath ofName(String rest) {
        int slash = rest.indexOf('/');
        String name = slash < 0 ? rest : rest.substring(0, slash);
        return new WithPath(named(name), slash < 0 ? "/" : rest.substring(slash));
    }

    private static WithPath ofUrl(String rest) {
        int mark = rest.lastIndexOf("!/");
        FsUrl url = FsUrl.parse(mark < 0 ? rest : rest.substring(0, mark));
        String root = SCHEME + ":" + NameText.encoded(url.toString(), "?!%") + "!";
        return new WithPath(new Location(root, url), mark < 0 ? "/" : rest.substring(mark + 1));
    }

    /** That of a name. */
    static Location named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a name has letters, digits, '-', '.' and '_', and begins with a letter: " + name);
        }
        return new Location(SCHEME + "://" + name, null);
    }

    /**
     * Whether this means the storage that another of the same root opened: it has the same secrets, or shows none, as URIs of files
     * do.
     */
    boolean opens(Location other) {
        if (url == null || other.url == null) {
            return url == other.url;
        }
        FsUrl opened = other.url;
        return isSame(url.password(), opened.password())
                && url.parameters().entrySet().stream()
                        .allMatch(parameter ->
                                isSame(parameter.getValue(), opened.parameters().get(parameter.getKey())));
    }

    private static boolean isSame(@Nullable String secret, @Nullable String opened) {
        return secret == null ? opened == null : secret.equals(opened) || secret.equals(HIDDEN);
    }

    /** Whether its secrets are hidden, as in the URIs of files, so that it cannot be opened by them. */
    boolean hidesSecrets() {
        return url != null && (HIDDEN.equals(url.password()) || url.parameters().containsValue(HIDDEN));
    }

    @Override
    public String toString() {
        return root;
    }
}
