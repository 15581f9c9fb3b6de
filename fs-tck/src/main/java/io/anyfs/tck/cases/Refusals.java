package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.ErrorKind;
import io.anyfs.FileChangedException;
import io.anyfs.FsPath;
import io.anyfs.ListOptions;
import io.anyfs.Operation;
import io.anyfs.ReadHandle;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import io.anyfs.tck.subject.Subject;
import io.anyfs.tck.subject.ToldDeletion;
import io.anyfs.tck.subject.Without;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is not declared is refused by {@link UnsupportedCapabilityException}, and nothing changes. */
public interface Refusals extends Subject {

    @Test
    @Without(Capability.WRITE)
    default void without_WRITE_nothing_is_written() throws IOException {
        given().write("/f", "kept");
        for (WriteOptions options : List.of(
                WriteOptions.createNew(), WriteOptions.replace(), WriteOptions.append(), WriteOptions.update())) {
            unsupported(Capability.WRITE, Operation.OPEN_WRITE, "/f", () -> fs().openWrite("/f", options));
            unsupported(Capability.WRITE, Operation.OPEN_WRITE, "/new", () -> fs().openWrite("/new", options));
        }
        unsupported(
                Capability.WRITE,
                Operation.OPEN_WRITE,
                "/a/b/f",
                () -> fs().openWrite("/a/b/f", WriteOptions.createNew().creatingParents()));
    }

    @Test
    @Without(Capability.WRITE)
    default void without_WRITE_nothing_is_created_deleted_moved_or_copied() throws IOException {
        given().createDirectory("/d");
        given().write("/f", "kept");
        unsupported(Capability.WRITE, Operation.CREATE_DIRECTORY, "/new", () -> fs().createDirectory("/new"));
        unsupported(Capability.WRITE, Operation.CREATE_DIRECTORY, "/a", () -> fs().createDirectories("/a/b"));
        unsupported(Capability.WRITE, Operation.DELETE, "/f", () -> fs().delete("/f"));
        unsupported(Capability.WRITE, Operation.DELETE, "/d", () -> fs().delete("/d"));
        unsupported(Capability.WRITE, Operation.MOVE, "/f", () -> fs().move("/f", "/g"));
        unsupported(Capability.WRITE, Operation.COPY, "/f", () -> fs().copy("/f", "/g"));
        unsupported(
                Capability.WRITE,
                Operation.CREATE_SYMBOLIC_LINK,
                "/link",
                () -> fs().createSymbolicLink(FsPath.of("/link"), "f"));
        unsupported(
                Capability.WRITE,
                Operation.CREATE_HARD_LINK,
                "/link",
                () -> fs().createHardLink(FsPath.of("/link"), FsPath.of("/f")));
    }

    @Test
    @Without(Capability.WRITE)
    default void without_WRITE_the_failure_is_of_the_kind_read_only() throws IOException {
        given().write("/f", "kept");
        Exception failure =
                refused(UnsupportedCapabilityException.class, Operation.DELETE, "/f", () -> fs().delete("/f"));
        assertEquals(ErrorKind.READ_ONLY, ErrorKind.of(failure));
    }

    @Test
    @Requires(Capability.WRITE)
    @Without(Capability.APPEND)
    default void without_APPEND_nothing_is_appended() throws IOException {
        given().write("/f", "kept");
        unsupported(Capability.APPEND, Operation.OPEN_WRITE, "/f", () -> fs().openWrite("/f", WriteOptions.append()));
        unsupported(
                Capability.APPEND, Operation.OPEN_WRITE, "/new", () -> fs().openWrite("/new", WriteOptions.append()));
    }

    @Test
    @Requires(Capability.WRITE)
    @Without(Capability.UPDATE)
    default void without_UPDATE_nothing_is_updated() throws IOException {
        given().write("/f", "kept");
        unsupported(Capability.UPDATE, Operation.OPEN_WRITE, "/f", () -> fs().openWrite("/f", WriteOptions.update()));
        unsupported(
                Capability.UPDATE, Operation.OPEN_WRITE, "/new", () -> fs().openWrite("/new", WriteOptions.update()));
    }

    @Test
    @Requires(Capability.WRITE)
    @Without(Capability.RANDOM_WRITE)
    default void without_RANDOM_WRITE_nothing_is_written_at_a_position() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.replace())) {
            out.write(new byte[] {1});
            unsupported(
                    Capability.RANDOM_WRITE,
                    Operation.WRITE,
                    "/f",
                    () -> out.write(ByteBuffer.wrap(new byte[] {2}), 5));
            assertEquals(1, out.size());
            out.commit();
        }
        assertContent(new byte[] {1}, "/f");
    }

    @Test
    @Requires(Capability.WRITE)
    @Without(Capability.TRUNCATE)
    default void without_TRUNCATE_nothing_is_cut() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.replace())) {
            out.write(new byte[] {1, 2});
            unsupported(Capability.TRUNCATE, Operation.WRITE, "/f", () -> out.truncate(1));
            assertEquals(2, out.size());
            out.commit();
        }
        assertContent(new byte[] {1, 2}, "/f");
    }

    @Test
    @Requires(Capability.WRITE)
    @Without(Capability.READ_BACK)
    default void without_READ_BACK_nothing_is_read_from_a_write() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.replace())) {
            out.write(new byte[] {1});
            unsupported(Capability.READ_BACK, Operation.READ, "/f", () -> out.read(ByteBuffer.allocate(1), 0));
            out.commit();
        }
    }

    @Test
    @Requires(Capability.WRITE)
    @Without(Capability.IN_PLACE_WRITE)
    default void without_IN_PLACE_WRITE_nothing_is_written_in_place() throws IOException {
        given().write("/f", "kept");
        unsupported(
                Capability.IN_PLACE_WRITE,
                Operation.OPEN_WRITE,
                "/f",
                () -> fs().openWrite("/f", WriteOptions.replace().inPlace()));
    }

    @Test
    @Requires(Capability.WRITE)
    @Without(Capability.DURABLE)
    default void without_DURABLE_nothing_is_promised_to_survive() throws IOException {
        given().write("/f", "kept");
        unsupported(
                Capability.DURABLE,
                Operation.OPEN_WRITE,
                "/f",
                () -> fs().openWrite("/f", WriteOptions.replace().durably()));
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.replace())) {
            unsupported(Capability.DURABLE, Operation.WRITE, "/f", out::force);
        }
    }

    @Test
    @Requires(Capability.WRITE)
    @Without(Capability.CONDITIONAL_WRITE)
    default void without_CONDITIONAL_WRITE_no_version_is_compared() throws IOException {
        given().write("/f", "kept");
        unsupported(
                Capability.CONDITIONAL_WRITE,
                Operation.OPEN_WRITE,
                "/f",
                () -> fs().openWrite("/f", WriteOptions.replace().onlyIfVersion("1")));
    }

    @Test
    @Requires(Capability.WRITE)
    @Without(Capability.MOVE)
    default void without_MOVE_nothing_is_moved() throws IOException {
        given().createDirectory("/d");
        given().write("/f", "kept");
        unsupported(Capability.MOVE, Operation.MOVE, "/f", () -> fs().move("/f", "/g"));
        unsupported(Capability.MOVE, Operation.MOVE, "/d", () -> fs().move("/d", "/e"));
    }

    @Test
    @Requires({Capability.WRITE, Capability.MOVE})
    @Without(Capability.MOVE_DIRECTORY)
    default void without_MOVE_DIRECTORY_no_directory_is_moved() throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "kept");
        unsupported(Capability.MOVE_DIRECTORY, Operation.MOVE, "/d", () -> fs().move("/d", "/e"));
        unsupported(Capability.MOVE_DIRECTORY, Operation.MOVE, "/d", () -> fs().move("/d", "/d"));
    }

    @Test
    @Requires(Capability.WRITE)
    @Without(Capability.SYMBOLIC_LINKS)
    default void without_SYMBOLIC_LINKS_there_are_no_links() throws IOException {
        given().write("/f", "kept");
        unsupported(
                Capability.SYMBOLIC_LINKS,
                Operation.CREATE_SYMBOLIC_LINK,
                "/link",
                () -> fs().createSymbolicLink(FsPath.of("/link"), "f"));
        unsupported(Capability.SYMBOLIC_LINKS, Operation.READ_LINK, "/f", () -> fs().readLink(FsPath.of("/f")));
    }

    @Test
    @Requires(Capability.WRITE)
    @Without(Capability.HARD_LINKS)
    default void without_HARD_LINKS_no_file_gets_another_name() throws IOException {
        given().write("/f", "kept");
        unsupported(
                Capability.HARD_LINKS,
                Operation.CREATE_HARD_LINK,
                "/g",
                () -> fs().createHardLink(FsPath.of("/g"), FsPath.of("/f")));
        assertEquals(List.of("f"), names("/"));
    }

    @Test
    @Without(Capability.SET_LAST_MODIFIED)
    default void without_SET_LAST_MODIFIED_no_modification_time_is_set() throws IOException {
        attributesAreRefused(Capability.SET_LAST_MODIFIED, AttributeChanges.lastModified(Instant.EPOCH));
    }

    @Test
    @Without(Capability.SET_LAST_ACCESS)
    default void without_SET_LAST_ACCESS_no_access_time_is_set() throws IOException {
        attributesAreRefused(Capability.SET_LAST_ACCESS, AttributeChanges.NONE.withLastAccess(Instant.EPOCH));
    }

    @Test
    @Without(Capability.SET_MODE)
    default void without_SET_MODE_no_mode_is_set() throws IOException {
        attributesAreRefused(Capability.SET_MODE, AttributeChanges.mode(0600));
    }

    @Test
    @Without(Capability.SET_OWNER)
    default void without_SET_OWNER_no_owner_is_set() throws IOException {
        attributesAreRefused(Capability.SET_OWNER, AttributeChanges.NONE.withOwner(1, 1));
    }

    @Test
    @Requires({Capability.WRITE, Capability.SET_LAST_MODIFIED})
    @Without(Capability.SET_OWNER)
    default void of_several_attributes_none_is_set_where_one_is_not_kept() throws IOException {
        given().write("/f", "kept");
        unsupported(
                Capability.SET_OWNER,
                Operation.SET_ATTRIBUTES,
                "/f",
                () -> fs().setAttributes(
                                FsPath.of("/f"),
                                AttributeChanges.lastModified(Instant.EPOCH).withOwner(1, 1)));
    }

    @Test
    @Without(Capability.SPACE)
    default void without_SPACE_no_room_is_told() throws IOException {
        unsupported(Capability.SPACE, Operation.SPACE, "/", () -> fs().space(FsPath.ROOT));
    }

    @Test
    @Without(Capability.RECURSIVE_LIST)
    default void without_RECURSIVE_LIST_no_tree_is_listed() throws IOException {
        given().createDirectories("/d/e");
        unsupported(
                Capability.RECURSIVE_LIST, Operation.LIST, "/d", () -> fs().list(FsPath.of("/d"), ListOptions.TREE));
    }

    @Test
    @Without(Capability.DELETE_TREE)
    default void without_DELETE_TREE_no_tree_is_deleted_at_once() throws IOException {
        given().createDirectories("/d/e");
        for (DeleteScope scope : DeleteScope.values()) {
            unsupported(
                    Capability.DELETE_TREE,
                    Operation.DELETE_TREE,
                    "/d",
                    () -> fs().deleteTree(FsPath.of("/d"), scope, new ToldDeletion()));
        }
    }

    @Test
    @Requires(Capability.WRITE)
    @Without(Capability.READ_AFTER_DELETE)
    default void without_READ_AFTER_DELETE_a_reader_gets_the_old_bytes_or_learns_of_the_change() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        given().write("/f", bytes);
        try (ReadHandle in = fs().openRead("/f")) {
            given().write("/f", "new");
            ByteBuffer target = ByteBuffer.allocate(bytes.length);
            in.readFully(target, 0);
            assertArrayEquals(bytes, target.array());
        } catch (FileChangedException told) {
            assertEquals(ErrorKind.CHANGED, ErrorKind.of(told));
        }
    }

    @Test
    @Requires(Capability.WRITE)
    @Without(Capability.CASE_SENSITIVE)
    default void without_CASE_SENSITIVE_names_that_differ_in_case_collide() throws IOException {
        given().write("/name", "kept");
        refused(
                FileAlreadyExistsException.class,
                Operation.OPEN_WRITE,
                "/NAME",
                () -> fs().openWrite("/NAME", WriteOptions.createNew()));
    }

    private void attributesAreRefused(Capability missing, AttributeChanges changes) throws IOException {
        given().write("/f", "kept");
        given().createDirectory("/d");
        unsupported(missing, Operation.SET_ATTRIBUTES, "/f", () -> fs().setAttributes(FsPath.of("/f"), changes));
        unsupported(missing, Operation.SET_ATTRIBUTES, "/d", () -> fs().setAttributes(FsPath.of("/d"), changes));
        if (can().has(Capability.WRITE)) {
            WriteOptions options = WriteOptions.replace().with(changes);
            unsupported(missing, Operation.OPEN_WRITE, "/f", () -> fs().openWrite("/f", options));
            try (WriteHandle out = fs().openWrite("/f", WriteOptions.replace())) {
                unsupported(missing, Operation.SET_ATTRIBUTES, "/f", () -> out.setAttributes(changes));
            }
        }
    }

    private void unsupported(Capability missing, Operation operation, String path, Executable call) throws IOException {
        UnsupportedCapabilityException failure = refused(UnsupportedCapabilityException.class, operation, path, call);
        boolean readOnly = !can().has(Capability.WRITE) && failure.capability() == Capability.WRITE;
        assertTrue(failure.capability() == missing || readOnly, failure::toString);
        assertTrue(
                String.valueOf(failure.getMessage())
                        .contains(failure.capability().name()),
                failure::toString);
    }
}
