package io.anyfs.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FileType;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attributes by class and by name, those of the JDK and the storage's own. */
class AttributesTest {

    private static final FileTime TIME = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));

    private final FileSystem storage = MemoryFileSystem.create();
    private final java.nio.file.FileSystem nio = NioFileSystems.of(storage);
    private final Path file = nio.getPath("/f");

    @BeforeEach
    void create() throws IOException {
        Files.writeString(file, "abc");
        Files.createSymbolicLink(nio.getPath("/link"), nio.getPath("f"));
    }

    @AfterEach
    void close() throws IOException {
        nio.close();
    }

    @Test
    void the_facts_are_those_of_the_storage() throws IOException {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        assertEquals(3, facts.size());
        assertTrue(facts.isRegularFile());
        assertFalse(facts.isDirectory() || facts.isSymbolicLink() || facts.isOther());
        assertEquals(FileTime.from(storage.stat("/f").lastModified()), facts.lastModifiedTime());
        assertEquals(storage.stat("/f").fileId(), facts.fileKey());
        assertEquals(
                storage.stat("/f"),
                Files.readAttributes(file, AnyfsFileAttributes.class).info());
        Path link = nio.getPath("/link");
        assertTrue(Files.readAttributes(link, BasicFileAttributes.class).isRegularFile());
        assertTrue(Files.readAttributes(link, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isSymbolicLink());
    }

    @Test
    void owner_and_permissions_are_read_and_set() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        assertEquals("posix", view.name());
        view.setPermissions(PosixFilePermissions.fromString("rw-r-x--x"));
        assertEquals(0651, storage.stat("/f").posix().mode());
        assertEquals("rw-r-x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        UserPrincipalLookupService principals = nio.getUserPrincipalLookupService();
        view.setOwner(principals.lookupPrincipalByName("1000"));
        view.setGroup(principals.lookupPrincipalByGroupName("1001"));
        assertEquals(1000, storage.stat("/f").posix().uid());
        assertEquals(principals.lookupPrincipalByName("1000"), Files.getOwner(file));
        assertEquals(
                "1001",
                Files.readAttributes(file, PosixFileAttributes.class).group().getName());
        assertThrows(UserPrincipalNotFoundException.class, () -> principals.lookupPrincipalByName("root"));
        UserPrincipal other = () -> "other";
        assertThrows(ProviderMismatchException.class, () -> Files.setOwner(file, other));
        assertEquals(
                "owner",
                Files.getFileAttributeView(file, FileOwnerAttributeView.class).name());
    }

    @Test
    void attributes_have_names() throws IOException {
        assertEquals(3L, Files.getAttribute(file, "size"));
        assertEquals(Map.of("size", 3L, "isDirectory", false), Files.readAttributes(file, "basic:size,isDirectory"));
        assertEquals(9, Files.readAttributes(file, "*").size());
        assertEquals(12, Files.readAttributes(file, "posix:*").size());
        assertEquals(16, Files.readAttributes(file, "unix:*").size());
        assertEquals(storage.stat("/f").version(), Files.getAttribute(file, "anyfs:version"));
        assertEquals(FileType.FILE, Files.getAttribute(file, "anyfs:type"));
        assertEquals(
                FileType.SYMBOLIC_LINK,
                Files.getAttribute(nio.getPath("/link"), "anyfs:type", LinkOption.NOFOLLOW_LINKS));
        int mode = (Integer) Files.getAttribute(file, "unix:mode");
        assertEquals(0100000 | storage.stat("/f").posix().mode(), mode);
        assertThrows(IllegalArgumentException.class, () -> Files.readAttributes(file, "size,colour"));
        assertThrows(IllegalArgumentException.class, () -> Files.readAttributes(file, "basic:"));
        assertThrows(UnsupportedOperationException.class, () -> Files.readAttributes(file, "dos:*"));
    }

    @Test
    void attributes_are_set_by_name() throws IOException {
        Files.setAttribute(file, "lastModifiedTime", TIME);
        Files.setAttribute(file, "basic:lastAccessTime", TIME);
        Files.setAttribute(file, "unix:mode", 04711);
        assertEquals(TIME, Files.getLastModifiedTime(file));
        assertEquals(TIME, Files.getAttribute(file, "lastAccessTime"));
        assertEquals(04711, storage.stat("/f").posix().mode());
        Files.setAttribute(file, "posix:permissions", PosixFilePermissions.fromString("rw-------"));
        assertEquals(0600, storage.stat("/f").posix().mode());
        assertThrows(IllegalArgumentException.class, () -> Files.setAttribute(file, "size", 4L));
        assertThrows(IllegalArgumentException.class, () -> Files.setAttribute(file, "colour", "red"));
        assertThrows(ClassCastException.class, () -> Files.setAttribute(file, "lastModifiedTime", "yesterday"));
        assertThrows(UnsupportedOperationException.class, () -> Files.setAttribute(file, "creationTime", TIME));
        assertThrows(UnsupportedOperationException.class, () -> Files.setAttribute(file, "dos:hidden", true));
    }

    @Test
    void times_are_set_as_far_as_the_storage_keeps_them() throws IOException {
        BasicFileAttributeView view = Files.getFileAttributeView(file, BasicFileAttributeView.class);
        view.setTimes(TIME, TIME, TIME);
        assertEquals(TIME, view.readAttributes().lastModifiedTime());
        assertEquals(TIME, view.readAttributes().lastAccessTime());
        view.setTimes(null, null, null);
        assertThrows(UnsupportedOperationException.class, () -> view.setTimes(null, null, TIME));
        try (java.nio.file.FileSystem fewer = NioFileSystems.of(
                storage.borrow("fewer", backend -> new Without(backend, Set.of(Capability.SET_LAST_ACCESS))))) {
            BasicFileAttributeView there =
                    Files.getFileAttributeView(fewer.getPath("/f"), BasicFileAttributeView.class);
            there.setTimes(FileTime.fromMillis(0), FileTime.fromMillis(0), null);
            assertEquals(FileTime.fromMillis(0), there.readAttributes().lastModifiedTime());
            assertEquals(TIME, there.readAttributes().lastAccessTime());
            assertThrows(IOException.class, () -> there.setTimes(null, TIME, null));
        }
    }

    @Test
    void views_that_the_storage_does_not_have_are_none() {
        assertEquals(Set.of("basic", "owner", "posix", "unix", "anyfs"), nio.supportedFileAttributeViews());
        assertNull(Files.getFileAttributeView(file, OtherView.class));
        assertThrows(UnsupportedOperationException.class, () -> Files.readAttributes(file, DosFileAttributes.class));
        assertThrows(NullPointerException.class, () -> Files.readAttributes(file, (Class<BasicFileAttributes>) null));
    }

    @Test
    void the_store_tells_of_its_room_and_of_what_it_can() throws IOException {
        FileStore store = Files.getFileStore(file);
        assertEquals(store, nio.getFileStores().iterator().next());
        assertTrue(store.getTotalSpace() >= store.getUnallocatedSpace());
        assertEquals(store.getTotalSpace(), store.getAttribute("totalSpace"));
        assertNotNull((Capabilities) store.getAttribute("anyfs:capabilities"));
        assertThrows(UnsupportedOperationException.class, () -> store.getAttribute("colour"));
        assertTrue(store.supportsFileAttributeView(PosixFileAttributeView.class));
        assertFalse(store.supportsFileAttributeView("dos"));
    }

    private interface OtherView extends FileAttributeView {}
}
