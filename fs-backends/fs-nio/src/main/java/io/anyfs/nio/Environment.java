package io.anyfs.nio;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsUrl;
import io.anyfs.nio.NioOptions.Locks;
import io.anyfs.nio.NioOptions.Publication;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@link java.nio.file.FileSystems#newFileSystem} is given besides the URI.
 *
 * @param name how the filesystem is to be found; {@code null} for by its URL
 * @param options what it does
 * @param parameters of the storage's URL
 */
record Environment(@Nullable String name, NioOptions options, Map<String, String> parameters) {

    private static final String OWN = "nio.";

    static Environment of(Map<String, ?> env) {
        String name = null;
        NioOptions options = NioOptions.DEFAULT;
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, ?> entry : env.entrySet()) {
            String value = String.valueOf(Objects.requireNonNull(entry.getValue(), entry.getKey()));
            switch (entry.getKey()) {
                case "nio.name" -> name = value;
                case "nio.publication" ->
                    options = options.withPublication(choice(Publication.class, entry.getKey(), value));
                case "nio.locks" -> options = options.withLocks(choice(Locks.class, entry.getKey(), value));
                default -> {
                    if (entry.getKey().startsWith(OWN)) {
                        throw new IllegalArgumentException(
                                "there is nio.name, nio.publication and nio.locks, no " + entry.getKey());
                    }
                    parameters.put(entry.getKey(), value);
                }
            }
        }
        return new Environment(name, options, parameters);
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String name, String value) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(value)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(name + " knows no " + value);
    }

    AnyfsFileSystem open(AnyfsFileSystemProvider provider, FileSystemUri uri) throws IOException {
        FsUrl url = uri.url();
        if (url == null) {
            throw new IllegalArgumentException(uri.key() + " is a name; what is opened has a URL, such as anyfs:mem:");
        }
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            url = url.withDefault(parameter.getKey(), parameter.getValue());
        }
        FsUrl whole = url;
        return OpenFileSystems.<IOException>add(name == null ? uri.key() : FileSystemUri.named(name), key -> {
            FileSystem storage = FileSystems.open(whole);
            return new AnyfsFileSystem(provider, storage, options, key);
        });
    }
}
