package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.s3.testing.Fault;
import io.anyfs.s3.testing.FaultRule;
import io.anyfs.s3.testing.S3Operation;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import io.anyfs.s3.testing.S3Wire;
import io.anyfs.tree.Mirror;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where S3 deviates from the contract, as docs/s3.md tells it, as far as no case of the contract does. What listings cannot
 * tell is in {@link FastListingContract}.
 */
@Tag("once")
class S3DeviationsTest {

    private static final Instant TIME = Instant.parse("2001-02-03T04:05:06Z");

    @Test
    void what_a_bucket_cannot_do_is_not_declared() throws IOException {
        try (FileSystem fs = open(S3Server.S3PROXY, options -> options)) {
            EnumSet<Capability> missing = EnumSet.allOf(Capability.class);
            missing.removeAll(fs.capabilities().asSet());
            assertEquals(
                    EnumSet.of(
                            Capability.IN_PLACE_WRITE,
                            Capability.DURABLE,
                            Capability.ATOMIC_MOVE,
                            Capability.SYMBOLIC_LINKS,
                            Capability.HARD_LINKS,
                            Capability.SET_LAST_ACCESS,
                            Capability.SET_OWNER,
                            Capability.SPACE,
                            Capability.READ_AFTER_DELETE),
                    missing);
            assertEquals(Duration.ofSeconds(1), fs.capabilities().limits().timestampPrecision());
            assertEquals(1024, fs.capabilities().limits().maxPathBytes());
        }
    }

    /** S3 has no key for it. */
    @ParameterizedTest
    @EnumSource
    void the_root_of_a_bucket_keeps_no_attributes(S3Server server) throws IOException {
        try (FileSystem fs = open(server, options -> options)) {
            AttributeChanges time = AttributeChanges.lastModified(TIME);
            assertThrows(UnsupportedCapabilityException.class, () -> fs.setAttributes(FsPath.ROOT, time));
            assertEquals(Instant.EPOCH, fs.stat("/").lastModified());
            assertEquals(List.of(), fs.entries("/"));
        }
    }

    @Test
    void a_tree_is_mirrored_to_the_root_of_a_bucket_all_the_same() throws IOException {
        try (FileSystem bucket = open(S3Server.S3PROXY, options -> options);
                FileSystem other = open(S3Server.S3PROXY, options -> options.withPrefix("some/prefix"))) {
            other.createDirectories("/d");
            other.write("/d/f", "text");
            Mirror.of(other, FsPath.ROOT, bucket, FsPath.ROOT).run();
            assertEquals("text", bucket.readString("/d/f"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_root_of_a_prefix_keeps_attributes_as_any_directory(S3Server server) throws IOException {
        try (FileSystem fs = open(server, options -> options.withPrefix("some/prefix"))) {
            assertEquals(Instant.EPOCH, fs.stat("/").lastModified());
            fs.setAttributes(FsPath.ROOT, AttributeChanges.lastModified(TIME).withMode(0750));
            FileInfo root = fs.stat("/");
            assertEquals(TIME, root.lastModified());
            assertEquals(0750, Objects.requireNonNull(root.posix()).mode());
            assertEquals(List.of(), fs.entries("/"));
        }
    }

    /** A directory that nobody has made, but whose name begins keys. */
    @ParameterizedTest
    @EnumSource
    void a_directory_without_a_marker_has_no_time_until_it_is_set(S3Server server) throws IOException {
        S3Store store = server.shared();
        String bucket = store.newBucket();
        try (FileSystem fs = open(store, bucket)) {
            fs.write("/d/sub/f", WriteOptions.createNew().creatingParents(), out -> out.write(new byte[1]));
            store.client().deleteObject(request -> request.bucket(bucket).key("d/"));
            assertEquals(Instant.EPOCH, fs.stat("/d").lastModified());
            assertNull(fs.stat("/d").posix());
            fs.setAttributes(FsPath.of("/d"), AttributeChanges.lastModified(TIME));
            assertEquals(TIME, fs.stat("/d").lastModified());
        }
    }

    /** The version is the ETag, which is made of the bytes: who compares versions does not see that there was another one. */
    @ParameterizedTest
    @EnumSource
    void the_same_bytes_written_again_are_the_same_version(S3Server server) throws IOException {
        try (FileSystem fs = open(server, options -> options)) {
            String version = fs.write("/f", "one").version();
            try (WriteHandle out =
                    fs.openWrite("/f", WriteOptions.replace().onlyIfVersion(Objects.requireNonNull(version)))) {
                out.write(new byte[] {1});
                fs.write("/f", "two");
                fs.write("/f", "one");
                out.commit();
            }
            assertEquals(1, fs.stat("/f").size());
        }
    }

    /** S3 can copy and delete, but not move: others may see both places. Never neither, for the copy comes first. */
    @ParameterizedTest
    @EnumSource
    void a_file_whose_move_is_cut_short_is_at_both_places(S3Server server) throws IOException {
        S3Store store = server.shared();
        String bucket = store.newBucket();
        try (S3Wire wire = S3Wire.to(store);
                FileSystem fs = S3FileSystem.open(options(store, bucket, wire))) {
            fs.write("/f", "abc");
            wire.add(FaultRule.at(1, S3Operation.DELETE_OBJECT, new Fault.ErrorAnswer(403, "AccessDenied")));
            assertThrows(AccessDeniedException.class, () -> fs.move("/f", "/g"));
            assertEquals("abc", fs.readString("/f"));
            assertEquals("abc", fs.readString("/g"));
        }
    }

    /** S3 has no lock: both of two processes are right, and nothing is lost. */
    @ParameterizedTest
    @EnumSource
    void a_file_that_another_process_creates_in_a_directory_that_is_deleted_stays_with_it(S3Server server)
            throws IOException {
        S3Store store = server.shared();
        String bucket = store.newBucket();
        try (S3Wire wire = S3Wire.to(store);
                FileSystem one = S3FileSystem.open(options(store, bucket, wire));
                FileSystem other = open(store, bucket)) {
            one.createDirectory("/d");
            wire.add(before(S3Operation.DELETE_OBJECT, () -> other.write("/d/f", "abc")));
            one.delete("/d");
            assertEquals("abc", one.readString("/d/f"));
            assertTrue(one.stat("/d").isDirectory());
            assertEquals(Instant.EPOCH, one.stat("/d").lastModified());
        }
    }

    /** As above: where neither may replace what is there, the later one has looked before the earlier one was done. */
    @ParameterizedTest
    @EnumSource
    void of_two_processes_that_copy_to_the_same_free_name_both_succeed(S3Server server) throws IOException {
        S3Store store = server.shared();
        String bucket = store.newBucket();
        try (S3Wire wire = S3Wire.to(store);
                FileSystem one = S3FileSystem.open(options(store, bucket, wire));
                FileSystem other = open(store, bucket)) {
            one.write("/mine", "mine");
            one.write("/theirs", "theirs");
            wire.add(before(S3Operation.COPY_OBJECT, () -> other.copy("/theirs", "/f")));
            one.copy("/mine", "/f");
            assertEquals("mine", other.readString("/f"));
        }
    }

    /** What another process does. */
    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    /** Does something just before the store gets a request. */
    private static FaultRule before(S3Operation request, Action action) {
        return next -> {
            if (next == request) {
                try {
                    action.run();
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
            return Optional.empty();
        };
    }

    private static FileSystem open(S3Server server, UnaryOperator<S3Options> with) throws IOException {
        S3Store store = server.shared();
        return S3FileSystem.open(with.apply(options(store, store.newBucket(), store.endpoint())));
    }

    private static FileSystem open(S3Store store, String bucket) throws IOException {
        return S3FileSystem.open(options(store, bucket, store.endpoint()));
    }

    private static S3Options options(S3Store store, String bucket, S3Wire wire) {
        return options(store, bucket, wire.endpoint());
    }

    private static S3Options options(S3Store store, String bucket, URI endpoint) {
        return S3Options.of(bucket)
                .withConnection(S3Connection.to(endpoint)
                        .withRegion(store.region())
                        .withCredentials(S3Credentials.of(store.accessKey(), store.secretKey())));
    }
}
