package io.anyfs.vfs2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.vfs2.FileContent;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.impl.StandardFileSystemManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttributesTest {

    private static final FsPath PLACE = FsPath.of("/a");

    private StandardFileSystemManager manager;
    private FileSystem storage;
    private FileObject root;
    private FileObject file;

    @BeforeEach
    void open() throws IOException {
        manager = Managers.open();
        storage = MemoryFileSystem.create();
        storage.write("/a", "text");
        storage.setAttributes(PLACE, AttributeChanges.mode(0640).withOwner(7, 8));
        root = VfsFileSystems.of(manager, storage);
        file = root.resolveFile("a");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void attributes_have_the_names_of_the_jdk() throws IOException {
        FileContent content = file.getContent();
        assertEquals(0640, content.getAttribute("unix:mode"));
        assertEquals(7, content.getAttribute("unix:uid"));
        assertEquals(8, content.getAttribute("unix:gid"));
        assertEquals(
                Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_READ),
                content.getAttribute("posix:permissions"));
        assertEquals(storage.stat(PLACE).version(), content.getAttribute("anyfs:version"));
        assertEquals(FileTime.from(storage.stat(PLACE).lastModified()), content.getAttribute("lastModifiedTime"));
        assertFalse(content.hasAttribute("nonsense"));
    }

    @Test
    void attributes_that_are_set_are_kept() throws IOException {
        FileContent content = file.getContent();
        content.setAttribute("posix:permissions", "rwxr-x---");
        content.setAttribute("unix:uid", 9);
        content.setAttribute("lastAccessTime", FileTime.fromMillis(5000));
        content.setLastModifiedTime(4000);
        assertEquals(0750, storage.stat(PLACE).posix().mode());
        assertEquals(9, storage.stat(PLACE).posix().uid());
        assertEquals(Instant.ofEpochSecond(5), storage.stat(PLACE).lastAccess());
        assertEquals(4000, content.getLastModifiedTime());
        assertEquals(0750, content.getAttribute("unix:mode"));
        content.setAttribute("unix:mode", 0600);
        assertEquals(0600, storage.stat(PLACE).posix().mode());
    }

    @Test
    void what_cannot_be_set_is_refused() {
        for (String name : new String[] {"anyfs:version", "nonsense", "unix:mode"}) {
            assertThrows(FileSystemException.class, () -> file.getContent().setAttribute(name, "text"));
        }
        assertThrows(FileSystemException.class, () -> file.getContent().removeAttribute("unix:mode"));
    }

    @Test
    void a_storage_that_keeps_no_times_says_so() throws IOException {
        FileObject limited = VfsFileSystems.of(
                        manager, Without.of(storage, Capability.SET_LAST_MODIFIED, Capability.SET_MODE))
                .resolveFile("a");
        FileSystemException refused = assertThrows(
                FileSystemException.class, () -> limited.getContent().setLastModifiedTime(1));
        assertInstanceOf(UnsupportedCapabilityException.class, refused.getCause());
        assertFalse(limited.getFileSystem().hasCapability(org.apache.commons.vfs2.Capability.SET_LAST_MODIFIED_FILE));
        assertFalse(limited.setExecutable(true, false));
    }

    @Test
    void a_name_with_a_dot_is_hidden() throws IOException {
        storage.write("/.a", "text");
        assertTrue(root.resolveFile(".a").isHidden());
        assertFalse(file.isHidden());
        assertFalse(root.isHidden());
    }

    @Test
    void what_others_change_is_seen_after_a_refresh() throws IOException {
        assertEquals(4, file.getContent().getSize());
        storage.write("/a", "more than before");
        storage.setAttributes(PLACE, AttributeChanges.mode(0600));
        file.refresh();
        assertEquals(16, file.getContent().getSize());
        assertEquals(0600, file.getContent().getAttribute("unix:mode"));
        storage.delete(PLACE);
        assertTrue(file.exists());
        file.refresh();
        assertFalse(file.exists());
    }

    @Test
    void a_listing_tells_all_of_its_files() throws IOException {
        storage.createDirectory("/d");
        for (int i = 0; i < 20; i++) {
            storage.write("/d/" + i, "text");
        }
        FileObject folder = root.resolveFile("d");
        assertTrue(folder.isFolder());
        List<Operation> operations = new CopyOnWriteArrayList<>();
        storage.addObserver(event -> operations.add(event.operation()));
        for (FileObject child : folder.getChildren()) {
            assertTrue(child.isFile());
            assertEquals(4, child.getContent().getSize());
            assertTrue(child.getContent().getLastModifiedTime() > 0);
        }
        assertEquals(List.of(Operation.LIST), operations);
    }

    @Test
    void a_filesystem_tells_of_its_storage() throws IOException {
        assertEquals(storage.name(), root.getFileSystem().getAttribute("anyfs:name"));
        assertEquals(storage.space(FsPath.ROOT).total(), root.getFileSystem().getAttribute("totalSpace"));
        assertThrows(FileSystemException.class, () -> root.getFileSystem().getAttribute("nonsense"));
    }
}
