package io.anyfs.it.compose;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.tck.model.Step;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** All that a filesystem holds: entries with the fingerprints of their bytes. */
record Holdings(Map<FsPath, String> entries) {

    static Holdings of(FileSystem fs) throws IOException {
        Map<FsPath, String> entries = new TreeMap<>();
        collect(fs, FsPath.ROOT, entries);
        return new Holdings(entries);
    }

    private static void collect(FileSystem fs, FsPath directory, Map<FsPath, String> entries) throws IOException {
        for (FileInfo entry : fs.entries(directory)) {
            FsPath path = entry.path();
            entries.put(
                    path,
                    switch (entry.type()) {
                        case FILE -> entry.size() + " bytes, " + new Step.Read(path).on(fs);
                        case SYMBOLIC_LINK -> "-> " + fs.readLink(path);
                        case DIRECTORY -> "directory";
                        case OTHER -> "other";
                    });
            if (entry.isDirectory()) {
                collect(fs, path, entries);
            }
        }
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
