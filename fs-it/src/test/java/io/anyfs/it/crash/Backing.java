package io.anyfs.it.crash;

import io.anyfs.FileSystem;
import io.anyfs.it.client.Storage;
import io.anyfs.it.client.WiredBucket;
import io.anyfs.it.crash.Round.Sizes;
import io.anyfs.s3.testing.S3Server;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The storages behind servers whose clients are cut. */
enum Backing {
    MEMORY(3, 40, 500) {
        @Override
        Opened open(Path directory) throws IOException {
            return Opened.of(Storage.MEMORY.open(directory), List::of);
        }
    },

    LOCAL(3, 40, 500) {
        /** On disk also what the filesystem does not list. */
        @Override
        Opened open(Path directory) throws IOException {
            Path served = Files.createDirectories(directory.resolve("served"));
            return Opened.of(Storage.LOCAL.open(served), () -> {
                try (Stream<Path> entries = Files.list(served)) {
                    return entries.filter(Files::isRegularFile)
                            .map(entry -> entry.getFileName().toString())
                            .filter(name -> !name.equals("old") && !name.equals("new"))
                            .toList();
                }
            });
        }
    },

    /** Parts of old objects are copied by the store only from 5 MiB on. */
    S3PROXY(WiredBucket.PART + 3, 6, 1_000) {
        @Override
        Opened open(Path directory) throws IOException {
            return bucket(S3Server.S3PROXY);
        }
    },

    /** Only new files: S3Mock deletes an object when an upload over it is aborted, as {@code S3StoreTest} shows. */
    S3MOCK(WiredBucket.PART + 3, 0, 100) {
        @Override
        Opened open(Path directory) throws IOException {
            return bucket(S3Server.S3MOCK);
        }

        @Override
        Round possible(Round round) {
            return round.ofNewFile();
        }
    };

    private static final boolean THOROUGH = Boolean.getBoolean("anyfs.thorough");

    private final int oldBytes;
    private final int rounds;

    Backing(int oldBytes, int rounds, int thoroughRounds) {
        this.oldBytes = oldBytes;
        this.rounds = Boolean.getBoolean("anyfs.thorough") ? thoroughRounds : rounds;
    }

    /** Those that there is time for. */
    static Stream<Backing> tried() {
        return Stream.of(values()).filter(backing -> THOROUGH || backing.rounds > 0);
    }

    /** How many uploads to cut; {@code -Danyfs.crash.rounds} says otherwise. */
    int rounds() {
        return Integer.getInteger("anyfs.crash.rounds", rounds);
    }

    Sizes sizes() {
        return switch (this) {
            case MEMORY, LOCAL -> Sizes.SMALL;
            case S3PROXY, S3MOCK -> Sizes.IN_PARTS;
        };
    }

    /** A round, or the next to it that the storage itself does nothing wrong in. */
    Round possible(Round round) {
        return round;
    }

    /** What there is before, and stays. */
    byte[] old() {
        byte[] bytes = new byte[oldBytes];
        new Random(oldBytes).nextBytes(bytes);
        return bytes;
    }

    /** An empty one, in a directory if it needs one. */
    abstract Opened open(Path directory) throws IOException;

    private static Opened bucket(S3Server server) throws IOException {
        WiredBucket bucket = WiredBucket.of(server);
        boolean opened = false;
        try {
            Opened result = new Opened(FileSystem.over(bucket.open()), () -> leftovers(bucket), bucket);
            opened = true;
            return result;
        } finally {
            if (!opened) {
                bucket.close();
            }
        }
    }

    /** Unfinished uploads, objects that no listing of files shows, and files for bytes in no order. */
    private static List<String> leftovers(WiredBucket bucket) throws IOException {
        List<String> left = new ArrayList<>();
        bucket.unfinishedUploads().forEach(key -> left.add("upload of " + key));
        bucket.keys().stream()
                .filter(key -> !key.equals("old") && !key.equals("new"))
                .forEach(key -> left.add("object " + key));
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : (Iterable<Path>) open::iterator) {
                if (Files.isSymbolicLink(descriptor)) {
                    String file = Files.readSymbolicLink(descriptor).toString();
                    if (file.contains("anyfs-s3-") && file.contains(".part")) {
                        left.add(file);
                    }
                }
            }
        }
        return left;
    }

    /** Looks at what neither clients nor the filesystem see. */
    interface Look {
        /** What should not be there when no upload is under way, whatever it is. */
        List<String> leftovers() throws IOException;
    }

    /** A storage that is open, and a look behind it. */
    record Opened(FileSystem files, Look look, Closeable server) implements Closeable {

        private static Opened of(FileSystem files, Look look) {
            return new Opened(files, look, () -> {});
        }

        @Override
        public void close() throws IOException {
            try (server) {
                files.close();
            }
        }
    }
}
