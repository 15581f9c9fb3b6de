package io.anyfs.cli.mount;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsUrl;
import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.SpecFile;
import io.anyfs.cli.command.UsageException;
import io.anyfs.spec.Spec;
import io.anyfs.spec.SpecNode;
import io.anyfs.spec.WrapperUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is mounted. Buckets are opened for programs unless they are told otherwise: they keep on disk what is written until it is
 * published, as programs read and change again what they have just written, and a bucket that sends it at once has to refuse that;
 * and they list true times and modes, as programs ask for them right after the names.
 *
 * @param url what opens it, and what it is called in the list of mounts
 * @param spec the tree in the place of the URL; {@code null} for none
 */
record MountedStorage(FsUrl url, @Nullable Spec spec) {

    private static final String BUCKET = "s3";

    private static final Map<String, String> FOR_PROGRAMS = Map.of("staging", "disk", "listing", "exact");

    /** What opens it is in the wrapper that keeps what is read, where a directory for that is named. */
    static MountedStorage of(FsUrl url, String place, @Nullable Path cache, @Nullable String bytes)
            throws CommandException, IOException {
        boolean alone = url.wrappers().isEmpty();
        boolean path = alone && url.scheme().equals("local") && !place.startsWith("local:");
        if (path && isSpec(Path.of(url.path()))) {
            Spec spec = SpecFile.read(Path.of(url.path())).mapStorages(MountedStorage::forPrograms);
            return new MountedStorage(FsUrl.of("spec", url.path()), cache == null ? spec : cached(spec, cache, bytes));
        }
        return new MountedStorage(
                cache == null ? url : CachedUrl.of(path ? url.toString() : place, cache, bytes), null);
    }

    /** Also one that is not there: nobody is to be told to create a directory of that name. */
    private static boolean isSpec(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean named = name.endsWith(".yaml") || name.endsWith(".yml");
        return Files.isRegularFile(file) || (named && Files.notExists(file));
    }

    private static Spec cached(Spec spec, Path directory, @Nullable String bytes) {
        WrapperUse cache = WrapperUse.of("cache").set("directory", directory.toString());
        return new Spec(
                spec.definitions(),
                spec.root().wrap(bytes == null ? cache : cache.set("maxBytes", bytes)),
                spec.users());
    }

    private static SpecNode.Storage forPrograms(SpecNode.Storage storage) {
        SpecNode.Storage bucket = storage;
        for (Map.Entry<String, String> setting : FOR_PROGRAMS.entrySet()) {
            FsUrl whole = storage.whole();
            if (whole.scheme().equals(BUCKET) && !whole.parameters().containsKey(setting.getKey())) {
                bucket = bucket.option(setting.getKey(), setting.getValue());
            }
        }
        return bucket;
    }

    /** What is opened. */
    FsUrl opened() {
        FsUrl bucket = url;
        for (Map.Entry<String, String> setting : FOR_PROGRAMS.entrySet()) {
            if (url.scheme().equals(BUCKET)) {
                bucket = bucket.withDefault(setting.getKey(), setting.getValue());
            }
        }
        return bucket;
    }

    FileSystem open() throws IOException {
        Spec tree = spec;
        try {
            return tree != null ? tree.open() : FileSystems.open(opened());
        } catch (IllegalArgumentException unclear) {
            throw new UsageException(
                    String.valueOf(unclear.getMessage()).lines().findFirst().orElse(""), unclear);
        }
    }
}
