package io.anyfs.expose.users;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.expose.PathPermissions;
import io.anyfs.expose.PermissionsBackend;
import io.anyfs.spi.Backend;
import io.anyfs.spi.Backends;
import io.anyfs.spi.ReadOnlyBackend;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.SubdirectoryBackend;
import io.anyfs.spi.WrapperProvider;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The filesystems of users: each is opened when the first session of a user needs it, shared by all, and closed when the last has
 * ended. Safe for use by many threads.
 */
final class Homes implements Closeable {

    private final FileSystem served;
    private final StorageOpener storages;
    private final Map<Key, Home> open = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Homes(FileSystem served, StorageOpener storages) {
        this.served = served;
        this.storages = storages;
    }

    /** What makes homes different: who changes it in the file gets another one at the next login. */
    private record Key(String user, String home, boolean readOnly, PathPermissions permissions, Quota quota) {}

    /** A share in a home, closed when its session has ended. */
    record Lease(FileSystem fileSystem, Closeable end) {}

    /** The home of a user. */
    Lease lease(String user, UserProfile profile) throws IOException {
        Key key = new Key(user, profile.home(), profile.readOnly(), profile.permissions(), profile.quota());
        while (!closed) {
            Home home = open.computeIfAbsent(key, Home::new);
            FileSystem fileSystem = home.enter();
            if (fileSystem != null) {
                return new Lease(fileSystem, home::leave);
            }
        }
        throw new ClosedFileSystemException();
    }

    /** How many are open. */
    int count() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        IOException failure = null;
        for (Home home : List.copyOf(open.values())) {
            try {
                home.end();
            } catch (IOException failed) {
                if (failure == null) {
                    failure = failed;
                } else {
                    failure.addSuppressed(failed);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private final class Home {
        private final Key key;
        private final ReentrantLock lock = new ReentrantLock();
        private int sessions;
        private @Nullable FileSystem fileSystem;
        private boolean ended;

        Home(Key key) {
            this.key = key;
        }

        /** One session more; {@code null} if the home was closed meanwhile and has to be looked up again. */
        @Nullable
        FileSystem enter() throws IOException {
            lock.lock();
            try {
                if (ended || closed) {
                    end();
                    return null;
                }
                FileSystem there = fileSystem;
                if (there == null) {
                    there = openOrGiveUp();
                    fileSystem = there;
                }
                sessions++;
                return there;
            } finally {
                lock.unlock();
            }
        }

        private FileSystem openOrGiveUp() throws IOException {
            boolean opened = false;
            try {
                FileSystem home = Homes.this.openHome(key);
                opened = true;
                return home;
            } finally {
                if (!opened) {
                    end();
                }
            }
        }

        void leave() throws IOException {
            lock.lock();
            try {
                sessions--;
                if (sessions == 0) {
                    end();
                }
            } finally {
                lock.unlock();
            }
        }

        void end() throws IOException {
            lock.lock();
            try {
                ended = true;
                open.remove(key, this);
                FileSystem there = fileSystem;
                fileSystem = null;
                if (there != null) {
                    there.close();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private FileSystem openHome(Key key) throws IOException {
        if (!key.home().startsWith("/")) {
            Backend storage = storages.open(FsUrl.parse(key.home()));
            boolean wrapped = false;
            try {
                FileSystem home = FileSystem.over(wrapped(storage, key));
                wrapped = true;
                return home;
            } finally {
                if (!wrapped) {
                    storage.close();
                }
            }
        }
        FsPath home = FsPath.of(key.home());
        if (served.find(home) == null && served.capabilities(home).has(Capability.WRITE)) {
            served.createDirectories(home);
        }
        served.list(home).close();
        return served.borrow(
                "home of " + key.user(),
                storage -> wrapped(home.isRoot() ? storage : new SubdirectoryBackend(storage, home), key));
    }

    private static Backend wrapped(Backend home, Key key) throws IOException {
        Backend wrapped = home;
        if (!key.quota().equals(Quota.NONE)) {
            wrapped = limited(wrapped, key.quota());
        }
        if (!key.permissions().allowAll()) {
            wrapped = PermissionsBackend.over(wrapped, key.permissions());
        }
        return key.readOnly() ? new ReadOnlyBackend(wrapped) : wrapped;
    }

    private static Backend limited(Backend home, Quota quota) throws IOException {
        Map<String, List<String>> settings = new LinkedHashMap<>();
        if (quota.bytes() > 0) {
            settings.put("maxBytes", List.of(Long.toString(quota.bytes())));
        }
        if (quota.entries() > 0) {
            settings.put("maxEntries", List.of(Long.toString(quota.entries())));
        }
        try {
            WrapperProvider wrapper = Backends.wrapper("quota");
            return wrapper.wrap(home, SettingValues.of("quota", wrapper.settings(), settings));
        } catch (IllegalArgumentException missing) {
            throw new IOException("quotas need anyfs-overlay on the class path: " + missing.getMessage(), missing);
        }
    }
}
