package io.anyfs.tck;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.tck.subject.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The filesystem contract of the view of a directory of a storage. What is beside the directory has to stay as it is. */
public abstract class SubdirectoryViewContract extends FileSystemContract {

    private static final FsPath ROOT = FsPath.of("/some/root");

    private @Nullable FileSystem storage;
    private Map<FsPath, String> before = Map.of();

    /** A contract for one storage. */
    protected SubdirectoryViewContract() {}

    /** Opens a fresh, empty storage to have a view of. It is closed after the case. */
    protected abstract FileSystem openStorage() throws IOException;

    @Override
    protected final FileSystem open() throws IOException {
        FileSystem opened = closeAfterwards(openStorage());
        storage = opened;
        opened.createDirectories(ROOT);
        opened.write("/f", "outside");
        opened.write("/some/f", "outside");
        opened.write("/some/root-file", "outside");
        before = outside();
        return opened.subdirectory(ROOT);
    }

    /** The view asks for every name on the way to keep links in, so 1,000 levels take a minute. */
    @Override
    public int levels() {
        return 200;
    }

    /** What changed outside of the view. */
    @Override
    public List<String> leftovers() throws IOException {
        Map<FsPath, String> now = outside();
        if (now.equals(before)) {
            return List.of();
        }
        List<String> changed = new ArrayList<>();
        changed.add("before, outside of the view: " + before);
        changed.add("now: " + now);
        return changed;
    }

    private Map<FsPath, String> outside() throws IOException {
        return Snapshot.outside(ROOT, Objects.requireNonNull(storage)).entries();
    }
}
