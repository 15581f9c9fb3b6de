package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.ListOptions;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.tck.Deviation;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract where listings tell what the store lists, with what they cannot tell: S3 lists keys, sizes, ETags and times of
 * uploads, but no metadata, and of directories nothing but that something is below them.
 */
abstract class FastListingContract extends S3Contract {

    private static final String LISTED =
            "Listings tell what S3 lists: keys, sizes, ETags and times of uploads, but no metadata, and of "
                    + "directories nothing but that something is below them. Files are told as stat tells them as long "
                    + "as nobody has set a time or a mode.";

    private static final Instant TIME = Instant.parse("2001-02-03T04:05:06Z");

    private final Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    FastListingContract(S3Server server) {
        super(server);
    }

    @Override
    final S3Options with(S3Options options) {
        return options.withListing(S3Options.Listing.FAST);
    }

    @Test
    @Override
    @Deviation(LISTED)
    public void every_entry_equals_what_lstat_says_of_it() throws IOException {
        given().createDirectory("/d");
        given().write("/f", content(Size.SEVERAL_CHUNKS));
        given().write("/empty", "");
        given().write("/d/below", "abc");
        for (String directory : List.of("/", "/d")) {
            for (FileInfo entry : fs().entries(directory)) {
                assertEquals(listed(fs().lstat(entry.path()), entry), entry);
            }
        }
        assertNotEquals(Instant.EPOCH, fs().stat("/d").lastModified());
    }

    @Test
    @Override
    @Requires(Capability.RECURSIVE_LIST)
    @Deviation(LISTED)
    public void a_recursive_listing_has_the_whole_tree_once() throws IOException {
        given().createDirectories("/d/a/b");
        given().write("/d/f", "1");
        given().write("/d/a/g", "22");
        given().write("/d/a/b/h", "333");
        given().write("/outside", "");
        List<String> paths = new ArrayList<>();
        try (DirectoryListing listing = fs().list(FsPath.of("/d"), ListOptions.TREE)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                assertEquals(listed(fs().lstat(entry.path()), entry), entry);
                paths.add(entry.path().toString());
            }
        }
        // Each directory before what is in it, as keys are ordered.
        assertEquals(List.of("/d/a", "/d/a/b", "/d/a/b/h", "/d/a/g", "/d/f"), paths);
        assertEquals(paths, List.copyOf(new TreeSet<>(paths)));
    }

    @ParameterizedTest
    @Override
    @ValueSource(
            strings = {
                "1970-01-02T00:00:00Z",
                "2001-09-09T01:46:40.123456789Z",
                "2024-02-29T23:59:59.999999999Z",
                "2038-01-19T03:14:08Z",
                "2100-12-31T12:00:00.5Z"
            })
    @Requires(Capability.SET_LAST_MODIFIED)
    @Deviation("A time that was set is told by stat; a listing tells when it was set.")
    public void a_modification_time_is_kept_at_the_declared_precision(String text) throws IOException {
        Instant time = Instant.parse(text);
        given().write("/f", "abc");
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        fs().setAttributes(FsPath.of("/f"), AttributeChanges.lastModified(time));
        Instant after = Instant.now();
        assertEquals(time.truncatedTo(ChronoUnit.SECONDS), fs().stat("/f").lastModified());
        Instant listed = fs().entries("/").get(0).lastModified();
        assertFalse(listed.isBefore(before) || listed.isAfter(after), () -> listed + " is when it was not set");
        assertEquals("abc", fs().readString("/f"));
    }

    @Test
    void a_mode_is_in_no_listing() throws IOException {
        given().write("/f", "abc");
        given().createDirectory("/d");
        fs().setAttributes(FsPath.of("/f"), AttributeChanges.mode(0600));
        fs().setAttributes(FsPath.of("/d"), AttributeChanges.lastModified(TIME).withMode(0700));
        for (FileInfo entry : fs().entries("/")) {
            assertNotNull(fs().stat(entry.path()).posix());
            assertNull(entry.posix());
        }
        assertEquals(TIME, fs().stat("/d").lastModified());
        assertEquals(List.of(FileInfo.of(FsPath.of("/d"), FileType.DIRECTORY, 0, Instant.EPOCH)), directories());
    }

    private List<FileInfo> directories() throws IOException {
        return fs().entries("/").stream().filter(FileInfo::isDirectory).toList();
    }

    /** What a listing tells of an entry: the time at which the store got it, which may be a second later than the one that it has. */
    private FileInfo listed(FileInfo info, FileInfo entry) {
        if (info.isDirectory()) {
            return FileInfo.of(info.path(), FileType.DIRECTORY, 0, Instant.EPOCH);
        }
        assertFalse(entry.lastModified().isBefore(begun), () -> entry + " is older than this test");
        return new FileInfo(
                info.path(),
                info.type(),
                info.size(),
                entry.lastModified(),
                info.created(),
                info.lastAccess(),
                info.version(),
                info.fileId(),
                info.posix());
    }
}
