package io.anyfs.spec;

import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendProvider;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SubdirectoryBackend;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Opens {@code spec:tree.yaml}, the root of a spec; {@code spec:tree.yaml!/path} is a path in it. A relative file is from the
 * working directory.
 */
public final class SpecProvider implements BackendProvider {

    /** For {@link java.util.ServiceLoader}. */
    public SpecProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("spec");
    }

    @Override
    public String description() {
        return "a tree of storages that a file describes: spec:tree.yaml or spec:/etc/anyfs/tree.yaml!/incoming";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public Backend open(FsUrl url) throws IOException {
        Location location = locate(url);
        Spec spec = Spec.read(path(location.root()));
        Backend root = new SpecOpener(spec).open(spec.root());
        return location.path().isRoot() ? root : new SubdirectoryBackend(root, location.path());
    }

    @Override
    public Location locate(FsUrl url) {
        if (!url.host().isEmpty() || url.user() != null || !url.parameters().isEmpty()) {
            throw new IllegalArgumentException("spec: takes a file of this machine and no parameters; write"
                    + " spec:tree.yaml or spec:/etc/anyfs/tree.yaml!/incoming");
        }
        String text = url.path();
        // The first: names of what is in the spec may end with one too.
        int first = text.indexOf("!/");
        int mark = first < 0 && text.endsWith("!") ? text.length() - 1 : first;
        FsUrl file = url.withPath(mark < 0 ? text : text.substring(0, mark));
        path(file);
        try {
            return new Location(file, mark < 0 ? FsPath.ROOT : FsPath.of("/" + text.substring(mark + 1)));
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException(
                    "the path behind the '!' makes no sense: " + invalid.getMessage(), invalid);
        }
    }

    /** The file that a URL names, with wrappers or without. */
    static Path file(FsUrl url) {
        FsUrl alone = url.withoutWrappers(parameter -> true).withoutInside();
        return path(new SpecProvider().locate(alone).root());
    }

    private static Path path(FsUrl url) {
        if (url.path().isEmpty()) {
            throw new IllegalArgumentException("spec: needs a file; write spec:tree.yaml");
        }
        try {
            return Path.of(url.path());
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException("this machine knows no such path: " + invalid.getReason(), invalid);
        }
    }
}
