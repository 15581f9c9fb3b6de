package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.IsDirectoryException;
import io.anyfs.ListOptions;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

class ReservedNamesTest {

    private static final S3Store STORE = S3Server.S3PROXY.shared();
    private static final String JOURNAL = ".anyfs-moves/some-move";

    private final String bucket = STORE.newBucket();

    @ParameterizedTest
    @EnumSource
    void journals_are_in_no_listing(S3Options.Listing listing) throws IOException {
        put(JOURNAL);
        put("dir/file");
        put("sub/.anyfs-moves/file");
        try (FileSystem fs = S3FileSystem.open(options().withListing(listing))) {
            assertEquals(List.of("/dir", "/sub"), list(fs, ListOptions.ENTRIES));
            assertEquals(
                    List.of("/dir", "/dir/file", "/sub", "/sub/.anyfs-moves", "/sub/.anyfs-moves/file"),
                    list(fs, ListOptions.TREE));
        }
    }

    @Test
    void who_empties_a_storage_keeps_its_journals() throws IOException {
        put(JOURNAL);
        put("dir/file");
        try (FileSystem fs = S3FileSystem.open(options())) {
            TreeDelete.of(fs, FsPath.of("/dir")).run();
            assertEquals(List.of(), list(fs, ListOptions.ENTRIES));
        }
        assertEquals(1, STORE.client().listObjectsV2(r -> r.bucket(bucket)).keyCount());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.anyfs-moves",
                "/.anyfs-moves/some-move",
                "/.anyfs~dir=.anyfs-moves/some-move",
                "/.anyfs~hex=2e616e7966732d6d6f766573/some-move"
            })
    void no_path_leads_to_a_journal(String path) throws IOException {
        put(JOURNAL);
        put("dir/file");
        try (FileSystem fs = S3FileSystem.open(options())) {
            assertThrows(InvalidNameException.class, () -> fs.stat(path));
            assertThrows(InvalidNameException.class, () -> fs.list(path).close());
            assertThrows(InvalidNameException.class, () -> fs.openRead(path).close());
            assertThrows(InvalidNameException.class, () -> fs.write(path, "x"));
            assertThrows(InvalidNameException.class, () -> fs.createDirectory(path));
            assertThrows(InvalidNameException.class, () -> fs.delete(path));
            assertThrows(InvalidNameException.class, () -> fs.move("/dir", path));
            assertThrows(InvalidNameException.class, () -> fs.copy("/dir/file", path));
        }
    }

    @Test
    void no_storage_begins_where_journals_are() {
        assertThrows(IllegalArgumentException.class, () -> S3Options.of(bucket).withPrefix(".anyfs-moves"));
        assertThrows(IllegalArgumentException.class, () -> S3Options.of(bucket).withPrefix(".anyfs-moves/x"));
    }

    @Test
    void a_name_that_says_directory_is_none_for_a_file() throws IOException {
        put("dir/file");
        try (FileSystem fs = S3FileSystem.open(options())) {
            fs.write("/warm", "knows what is in the root now");
            assertThrows(IsDirectoryException.class, () -> fs.write("/.anyfs~dir=dir", "x"));
            assertThrows(InvalidNameException.class, () -> fs.write("/.anyfs~dir=new", "x"));
            assertThrows(InvalidNameException.class, () -> fs.copy("/dir/file", "/.anyfs~dir=new"));
            assertThrows(InvalidNameException.class, () -> fs.move("/dir/file", "/.anyfs~dir=new"));
            assertEquals(List.of("/dir", "/warm"), list(fs, ListOptions.ENTRIES));
        }
    }

    @Test
    void a_name_that_only_begins_so_is_like_any_other() throws IOException {
        try (FileSystem fs = S3FileSystem.open(options())) {
            fs.write("/.anyfs-moves2", "x");
            assertEquals(List.of("/.anyfs-moves2"), list(fs, ListOptions.ENTRIES));
        }
    }

    private S3Options options() {
        return S3Options.of(bucket)
                .withConnection(S3Connection.to(STORE.endpoint())
                        .withRegion(STORE.region())
                        .withCredentials(S3Credentials.of(STORE.accessKey(), STORE.secretKey())));
    }

    private void put(String key) {
        STORE.client().putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString("x"));
    }

    private static List<String> list(FileSystem fs, ListOptions options) throws IOException {
        List<String> paths = new ArrayList<>();
        try (var listing = fs.list(FsPath.ROOT, options)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                paths.add(entry.path().toString());
            }
        }
        paths.sort(null);
        return paths;
    }
}
