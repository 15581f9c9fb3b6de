package io.anyfs.tck.subject;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.TreeDeletion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what is deleted, and stops at the first failure. */
public final class ToldDeletion implements TreeDeletion {

    private final List<FileInfo> deleted = new ArrayList<>();
    private @Nullable IOException ending;

    /** One that has been told nothing. */
    public ToldDeletion() {}

    /** Throws this as soon as an entry is told. */
    public ToldDeletion endingWith(IOException failure) {
        ending = failure;
        return this;
    }

    /** What was told, in its order. */
    public List<FileInfo> deleted() {
        return List.copyOf(deleted);
    }

    /** The paths of what was told, in its order. */
    public List<FsPath> paths() {
        return deleted.stream().map(FileInfo::path).toList();
    }

    @Override
    public void deleted(FileInfo entry) throws IOException {
        deleted.add(entry);
        if (ending != null) {
            throw ending;
        }
    }

    @Override
    public void failed(FsPath path, IOException failure) throws IOException {
        throw failure;
    }
}
