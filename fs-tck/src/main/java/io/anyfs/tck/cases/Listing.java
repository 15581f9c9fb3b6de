package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.DirectoryListing;
import io.anyfs.ErrorKind;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.ListOptions;
import io.anyfs.Operation;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Directories that are listed. */
public interface Listing extends Subject {

    @Test
    default void an_empty_directory_lists_nothing() throws IOException {
        given().createDirectory("/d");
        assertEquals(List.of(), fs().entries("/d"));
        assertEquals(List.of("d"), names("/"));
    }

    @Test
    default void a_listing_has_files_and_directories_with_their_paths() throws IOException {
        given().createDirectories("/d/sub");
        given().write("/d/file", "abc");
        List<FileInfo> entries = fs().entries("/d");
        assertEquals(
                Set.of(FsPath.of("/d/sub"), FsPath.of("/d/file")),
                new HashSet<>(entries.stream().map(FileInfo::path).toList()));
        assertEquals(2, entries.size());
    }

    @Test
    default void a_listing_never_has_the_directory_itself() throws IOException {
        given().createDirectories("/d/d");
        assertEquals(List.of("d"), names("/d"));
        assertEquals(
                List.of(FsPath.of("/d")),
                fs().entries("/").stream().map(FileInfo::path).toList());
        assertEquals(
                List.of(FsPath.of("/d/d")),
                fs().entries("/d").stream().map(FileInfo::path).toList());
    }

    @Test
    default void a_listing_does_not_go_deeper() throws IOException {
        given().createDirectories("/a/b/c");
        given().write("/a/b/f", "abc");
        assertEquals(List.of("b"), names("/a"));
        assertEquals(List.of("a"), names("/"));
    }

    @Test
    default void a_listing_does_not_confuse_names_with_a_common_start() throws IOException {
        given().createDirectory("/a");
        given().write("/a/x", "1");
        given().createDirectory("/ab");
        given().write("/ab/y", "2");
        given().write("/a.txt", "3");
        assertEquals(List.of("x"), names("/a"));
        assertEquals(List.of("y"), names("/ab"));
        assertEquals(List.of("a", "a.txt", "ab"), names("/"));
    }

    @Test
    default void every_entry_equals_what_lstat_says_of_it() throws IOException {
        given().createDirectory("/d");
        given().write("/f", content(Size.SEVERAL_CHUNKS));
        given().write("/empty", "");
        given().write("/d/below", "abc");
        if (can().has(Capability.SYMBOLIC_LINKS)) {
            given().createSymbolicLink(FsPath.of("/link"), "f");
        }
        for (String directory : List.of("/", "/d")) {
            for (FileInfo entry : fs().entries(directory)) {
                assertEquals(unread(fs().lstat(entry.path())), unread(entry));
            }
        }
    }

    @Test
    default void a_file_cannot_be_listed() throws IOException {
        given().write("/f", "abc");
        refused(NotDirectoryException.class, Operation.LIST, "/f", () -> fs().list("/f"));
    }

    @Test
    default void a_missing_directory_cannot_be_listed() throws IOException {
        refused(NoSuchFileException.class, Operation.LIST, "/missing", () -> fs().list("/missing"));
        refused(NoSuchFileException.class, Operation.LIST, "/no/such", () -> fs().list("/no/such"));
    }

    @Test
    default void nothing_below_a_file_can_be_listed() throws IOException {
        given().write("/f", "abc");
        refused(NotDirectoryException.class, Operation.LIST, "/f/x", () -> fs().list("/f/x"));
    }

    @Test
    default void a_listing_ends_again_and_again() throws IOException {
        given().write("/f", "abc");
        try (DirectoryListing listing = fs().list("/")) {
            assertNotNull(listing.next());
            assertNull(listing.next());
            assertNull(listing.next());
        }
    }

    @Test
    default void a_listing_read_to_its_end_closes_itself() throws IOException {
        given().write("/f", "abc");
        DirectoryListing listing = fs().list("/");
        assertNotNull(listing.next());
        assertNull(listing.next());
        assertEquals(List.of(), fs().openResources());
        listing.close();
    }

    @Test
    default void a_listing_is_closed_mid_way() throws IOException {
        for (int i = 0; i < 10; i++) {
            given().write("/f" + i, "");
        }
        DirectoryListing listing = fs().list("/");
        assertNotNull(listing.next());
        listing.close();
        listing.close();
        assertEquals(List.of(), fs().openResources());
        fails(ClosedChannelException.class, Operation.LIST, "/", listing::next);
    }

    @Test
    default void a_listing_streams_its_entries() throws IOException {
        given().write("/a", "");
        given().write("/b", "");
        try (Stream<FileInfo> entries = fs().list("/").stream()) {
            assertEquals(
                    Set.of("a", "b"), new TreeSet<>(entries.map(FileInfo::name).toList()));
        }
    }

    @Test
    default void two_listings_of_a_directory_do_not_disturb_each_other() throws IOException {
        for (int i = 0; i < 10; i++) {
            given().write("/f" + i, "");
        }
        try (DirectoryListing one = fs().list("/");
                DirectoryListing two = fs().list("/")) {
            Set<String> first = new TreeSet<>();
            Set<String> second = new TreeSet<>();
            for (int i = 0; i < 10; i++) {
                first.add(next(one));
                second.add(next(two));
            }
            assertEquals(10, first.size());
            assertEquals(first, second);
        }
    }

    @Test
    @Requires(Capability.WRITE)
    default void entries_that_stay_are_listed_once_while_others_come_and_go() throws IOException {
        int many = Math.min(300, entries() / 30);
        for (int i = 0; i < many; i++) {
            given().write("/stays" + i, "");
            given().write("/goes" + i, "");
        }
        List<String> listed = new ArrayList<>();
        try (DirectoryListing listing = fs().list("/")) {
            int round = 0;
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                listed.add(entry.name());
                if (round < many) {
                    fs().delete("/goes" + round);
                    fs().write("/comes" + round, "");
                    round++;
                }
            }
        }
        List<String> stayed =
                listed.stream().filter(name -> name.startsWith("stays")).toList();
        assertEquals(many, stayed.size());
        assertEquals(many, new HashSet<>(stayed).size());
        assertEquals(listed.size(), new HashSet<>(listed).size(), "an entry was listed twice");
    }

    @Test
    @Requires(Capability.WRITE)
    default void a_directory_that_vanishes_ends_its_listing_or_fails_it_typed() throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "");
        try (DirectoryListing listing = fs().list("/d")) {
            fs().delete("/d/f");
            fs().delete("/d");
            try {
                FileInfo entry = listing.next();
                assertTrue(entry == null || entry.name().equals("f"));
            } catch (NoSuchFileException typed) {
                assertEquals(ErrorKind.NOT_FOUND, ErrorKind.of(typed));
            }
        }
    }

    @Test
    @Requires(Capability.RECURSIVE_LIST)
    default void a_recursive_listing_has_the_whole_tree_once() throws IOException {
        given().createDirectories("/d/a/b");
        given().write("/d/f", "1");
        given().write("/d/a/g", "22");
        given().write("/d/a/b/h", "333");
        given().write("/outside", "");
        List<FsPath> paths = new ArrayList<>();
        try (DirectoryListing listing = fs().list(FsPath.of("/d"), ListOptions.TREE)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                assertEquals(unread(fs().lstat(entry.path())), unread(entry));
                paths.add(entry.path());
            }
        }
        assertEquals(
                Set.of("/d/f", "/d/a", "/d/a/g", "/d/a/b", "/d/a/b/h"),
                new HashSet<>(paths.stream().map(FsPath::toString).toList()));
        assertEquals(5, paths.size());
        for (FsPath path : paths) {
            int parent = paths.indexOf(path.parentOrRoot());
            assertFalse(parent > paths.indexOf(path), () -> path + " came before its directory");
        }
    }

    /** Without the time of the last access: to list a directory is one. */
    private static FileInfo unread(FileInfo info) {
        return new FileInfo(
                info.path(),
                info.type(),
                info.size(),
                info.lastModified(),
                info.created(),
                null,
                info.version(),
                info.fileId(),
                info.posix());
    }

    private static String next(DirectoryListing listing) throws IOException {
        FileInfo entry = listing.next();
        assertNotNull(entry);
        return entry.name();
    }
}
