package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.DirectoryListing;
import io.anyfs.FileSystem;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.lifecycle.OpenResource;
import io.anyfs.lifecycle.ResourceKind;
import io.anyfs.lifecycle.ResourceLeakException;
import io.anyfs.tck.subject.AnyCall;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.ClosedFileSystemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Closing, borrowing, and what is known of what is open. The contract runs at the level where a close tells of leaks. */
public interface Lifecycle extends Subject {

    @Test
    default void closing_twice_is_closing_once() throws IOException {
        assertTrue(fs().isOpen());
        fs().close();
        fs().close();
        assertFalse(fs().isOpen());
    }

    @ParameterizedTest
    @EnumSource
    default void after_the_close_every_call_is_refused(AnyCall call) throws IOException {
        given().write("/f", "abc");
        fs().close();
        Exception failure = assertThrows(ClosedFileSystemException.class, () -> call.on(fs()));
        String message = failure.getMessage();
        assertNotNull(message);
        assertTrue(message.contains(fs().name()), message);
    }

    @ParameterizedTest
    @EnumSource
    default void after_the_end_of_a_borrow_every_call_through_it_is_refused(AnyCall call) throws IOException {
        given().write("/f", "abc");
        FileSystem borrowed = fs().borrow("a guest");
        borrowed.close();
        assertThrows(ClosedFileSystemException.class, () -> call.on(borrowed));
        assertTrue(fs().exists("/f"));
    }

    @Test
    default void a_read_handle_is_closed_with_its_filesystem() throws IOException {
        given().write("/f", "abc");
        ReadHandle in = fs().openRead("/f");
        assertThrows(ResourceLeakException.class, () -> fs().close());
        assertFalse(in.isOpen());
        assertThrows(ClosedChannelException.class, () -> in.read(ByteBuffer.allocate(1), 0));
    }

    @Test
    default void a_listing_is_closed_with_its_filesystem() throws IOException {
        given().write("/f", "abc");
        DirectoryListing listing = fs().list("/");
        assertThrows(ResourceLeakException.class, () -> fs().close());
        assertThrows(ClosedChannelException.class, listing::next);
    }

    @Test
    @Requires(Capability.WRITE)
    default void a_write_is_aborted_with_its_filesystem() throws IOException {
        FileSystem borrowed = fs().borrow("a guest");
        WriteHandle out = borrowed.openWrite("/f", WriteOptions.createNew());
        out.write(content(Size.SEVERAL_CHUNKS));
        assertThrows(ResourceLeakException.class, borrowed::close);
        assertFalse(out.isOpen());
        assertThrows(ClosedChannelException.class, out::commit);
        assertFalse(fs().exists("/f"));
        assertEquals(List.of(), names("/"));
    }

    @Test
    default void a_borrow_ends_without_the_storage() throws IOException {
        given().write("/f", "abc");
        FileSystem borrowed = fs().borrow("a guest");
        assertEquals("abc", borrowed.readString("/f"));
        borrowed.close();
        assertEquals("abc", fs().readString("/f"));
    }

    @Test
    default void a_borrow_ends_without_another_borrow() throws IOException {
        given().write("/f", "abc");
        FileSystem one = fs().borrow("one");
        try (FileSystem two = fs().borrow("two");
                ReadHandle in = two.openRead("/f")) {
            one.close();
            assertEquals(1, in.read(ByteBuffer.allocate(1), 0));
        }
    }

    @Test
    default void a_borrow_is_closed_with_its_lender() throws IOException {
        FileSystem borrowed = fs().borrow("a guest");
        fs().close();
        assertFalse(borrowed.isOpen());
    }

    @Test
    default void what_is_open_is_known() throws IOException {
        given().write("/f", "abc");
        try (FileSystem borrowed = fs().borrow("a guest");
                ReadHandle in = borrowed.openRead("/f")) {
            assertTrue(in.isOpen());
            List<OpenResource> open = fs().openResources();
            assertEquals(
                    List.of(ResourceKind.BORROW, ResourceKind.READ),
                    open.stream().map(OpenResource::kind).toList());
            assertEquals("/f", open.get(1).label());
            assertEquals("a guest", open.get(1).owner());
        }
        assertEquals(List.of(), fs().openResources());
    }

    @Test
    @Requires(Capability.WRITE)
    default void a_failed_open_leaves_nothing_open() throws IOException {
        given().createDirectory("/d");
        assertThrows(IOException.class, () -> fs().openRead("/missing"));
        assertThrows(IOException.class, () -> fs().openRead("/d"));
        assertThrows(IOException.class, () -> fs().list("/missing"));
        assertThrows(IOException.class, () -> fs().openWrite("/d", WriteOptions.replace()));
        assertEquals(List.of(), fs().openResources());
    }
}
