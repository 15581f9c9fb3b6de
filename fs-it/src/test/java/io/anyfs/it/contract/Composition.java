package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Storages in wrappers, mounts and layers, as an operator would write them down, each with the place in it that has to keep the
 * contract. The texts are those of {@link SpecText}.
 */
enum Composition {
    MOUNTS("/data", """
            mount:
              /: mem:/
              /s3:
                url: "@bucket"
                wrap: {cache: {directory: "@cache"}}
              /ro: readonly+local:@ro
            """),
    BUCKET_IN_MOUNTS("/s3", """
            mount:
              /: mem:/
              /s3:
                url: "@bucket"
                wrap: {cache: {directory: "@cache"}}
              /s3-archive: readonly+local:@ro
            """),
    NESTED_MOUNTS("/a/b/c", """
            mount:
              /a: local:@a
              /a/b: mem:/
              /a/b/c: local:@c
              /a/b/other: mem:/
            """),
    UNION_OVER_BUCKET("/", """
            union:
              write: mem:/
              lower: "@bucket"
            """),
    UNION_OF_LOCAL("/", """
            union:
              write: local:@write
              lower: [readonly+local:@one, mem:/]
            """),
    CRYPT_OVER_COMPRESS_OVER_QUOTA("/", """
            url: local:@vault
            wrap:
              - crypt: {key: "value:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"}
              - compress
              - quota: {maxBytes: 4TiB}
            """),
    CACHE_OVER_CRYPT_OVER_BUCKET("/", """
            url: "@bucket"
            wrap:
              - cache: {directory: "@cache"}
              - crypt: {key: "value:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"}
            """),
    GOVERNED("/", """
            url: local:@data
            wrap:
              - audit: {file: "@log/audit.jsonl"}
              - metrics
              - concurrency
              - throttle: {read: 100GB, write: 100GB}
              - retry
              - timeout
            """),
    VIEWS("/", """
            url: local:@data
            wrap:
              - filter: {hide: ["/.out-of-sight"]}
              - names: {escape: windows}
            """),
    QUOTA_ON_UNION_IN_MOUNT("/home/alice", """
            mount:
              /home/alice:
                union: {write: mem:/, lower: local:@skeleton}
                wrap: {quota: {maxBytes: 4TiB, maxEntries: 1000000}}
              /home/bob: mem:/
            """),
    STATCACHE_OVER_MOUNTS("/", """
            mount:
              /: local:@data
            wrap: statcache
            """),
    COMPRESS_IN_UNION("/", """
            union:
              write: compress+local:@write
              lower: readonly+compress+local:@lower
            """),
    SHARED("/two", """
            mount:
              /one: {use: shared}
              /two: {use: shared, wrap: {subdir: {path: /}}}
            """),
    UNRELIABLE("/", """
            url: mem:/
            wrap:
              - retry: {attempts: 10, firstDelay: 1ms, ratio: 1, burst: 100000}
              - fault: {seed: 7, rules: ["stat%0.05=transient", "open-read%0.05=transient", "read%0.05=transient"]}
            """);

    private static final AtomicInteger OPENED = new AtomicInteger();

    private final String place;
    private final String root;

    Composition(String place, String root) {
        this.place = place;
        this.root = root;
    }

    /** Opens it over new storages, whose directories are made in this one. */
    FileSystem open(Path directory) throws IOException {
        Path own = Files.createDirectory(directory.resolve(name() + "-" + OPENED.incrementAndGet()));
        return SpecText.open(root, own);
    }

    /** The place in it that has to keep the contract, empty. */
    FileSystem seen(FileSystem whole) throws IOException {
        FsPath path = FsPath.of(place);
        if (path.isRoot()) {
            return whole;
        }
        whole.createDirectories(path);
        return whole.subdirectory(path);
    }
}
