package io.anyfs.spec;

import io.anyfs.FileSystem;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The filesystems of a spec. Closing it closes them all. Safe for use by many threads. */
public final class OpenSpec implements Closeable {

    private final FileSystem root;
    private final Map<String, FileSystem> users;
    private final Deque<FileSystem> open;

    private OpenSpec(FileSystem root, Map<String, FileSystem> users, Deque<FileSystem> open) {
        this.root = root;
        this.users = Collections.unmodifiableMap(users);
        this.open = open;
    }

    static OpenSpec of(Spec spec) throws IOException {
        SpecOpener opener = new SpecOpener(spec);
        Deque<FileSystem> open = new ArrayDeque<>();
        Map<String, FileSystem> users = new LinkedHashMap<>();
        try {
            FileSystem root = FileSystem.over(opener.open(spec.root()));
            open.push(root);
            for (Map.Entry<String, SpecUser> user : spec.users().entrySet()) {
                SpecNode seen = user.getValue().root();
                FileSystem fileSystem = root;
                if (seen != null) {
                    fileSystem = FileSystem.over(opener.open(seen));
                    open.push(fileSystem);
                }
                users.put(user.getKey(), fileSystem);
            }
            return new OpenSpec(root, users, open);
        } catch (IOException | RuntimeException | Error failure) {
            Closing.after(failure, open);
            throw failure;
        }
    }

    /** The root. */
    public FileSystem root() {
        return root;
    }

    /** What each user sees, by name: the root itself for those of whom the spec says nothing else. */
    public Map<String, FileSystem> users() {
        return users;
    }

    @Override
    public void close() throws IOException {
        Closing.all(open);
    }
}
