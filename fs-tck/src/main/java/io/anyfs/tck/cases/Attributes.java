package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.PosixAttributes;
import io.anyfs.Space;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Snapshot;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times, modes, owners and room. */
public interface Attributes extends Subject {

    /** Kernels stamp files with the time of their last tick, which may be this much older than the clock. */
    Duration CLOCK_TICK = Duration.ofMillis(20);

    @Test
    @Requires(Capability.WRITE)
    default void a_new_file_has_the_time_of_its_creation() throws IOException {
        Instant before = kept(Instant.now().minus(CLOCK_TICK));
        fs().write("/f", "abc");
        Instant after = Instant.now();
        Instant modified = fs().stat("/f").lastModified();
        assertFalse(modified.isBefore(before), () -> modified + " is before " + before);
        assertFalse(modified.isAfter(after), () -> modified + " is after " + after);
    }

    @Test
    @Requires(Capability.WRITE)
    default void a_new_directory_has_the_time_of_its_creation() throws IOException {
        Instant before = kept(Instant.now().minus(CLOCK_TICK));
        fs().createDirectory("/d");
        Instant after = Instant.now();
        Instant modified = fs().stat("/d").lastModified();
        assertFalse(modified.isBefore(before), () -> modified + " is before " + before);
        assertFalse(modified.isAfter(after), () -> modified + " is after " + after);
    }

    @Test
    @Requires({Capability.WRITE, Capability.SET_LAST_MODIFIED})
    default void a_replaced_file_has_the_time_of_its_replacement() throws IOException {
        given().write("/f", "abc");
        setLastModified("/f", Instant.parse("2001-02-03T04:05:06Z"));
        Instant before = kept(Instant.now().minus(CLOCK_TICK));
        fs().write("/f", "abc");
        Instant modified = fs().stat("/f").lastModified();
        assertFalse(modified.isBefore(before), () -> modified + " is before " + before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-02T00:00:00Z",
                "2001-09-09T01:46:40.123456789Z",
                "2024-02-29T23:59:59.999999999Z",
                "2038-01-19T03:14:08Z",
                "2100-12-31T12:00:00.5Z"
            })
    @Requires(Capability.SET_LAST_MODIFIED)
    default void a_modification_time_is_kept_at_the_declared_precision(String text) throws IOException {
        Instant time = Instant.parse(text);
        given().write("/f", "abc");
        setLastModified("/f", time);
        assertEquals(kept(time), fs().stat("/f").lastModified());
        assertEquals(kept(time), fs().entries("/").get(0).lastModified());
        assertEquals("abc", fs().readString("/f"));
    }

    @Test
    @Requires(Capability.SET_LAST_MODIFIED)
    default void the_modification_time_of_a_directory_is_set() throws IOException {
        Instant time = Instant.parse("2001-02-03T04:05:06Z");
        given().createDirectory("/d");
        setLastModified("/d/", time);
        assertEquals(time, fs().stat("/d").lastModified());
    }

    @Test
    @Requires({Capability.WRITE, Capability.SET_LAST_MODIFIED})
    default void a_modification_time_is_set_together_with_the_bytes() throws IOException {
        Instant time = Instant.parse("2001-02-03T04:05:06Z");
        fs().write(
                        "/f",
                        WriteOptions.createNew().with(AttributeChanges.lastModified(time)),
                        out -> out.write(new byte[] {1}));
        assertEquals(time, fs().stat("/f").lastModified());
    }

    @Test
    @Requires({Capability.WRITE, Capability.SET_LAST_MODIFIED})
    default void an_open_file_takes_a_modification_time_for_its_commit() throws IOException {
        Instant time = Instant.parse("2001-02-03T04:05:06Z");
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.createNew())) {
            out.setAttributes(AttributeChanges.lastModified(time));
            out.write(new byte[] {1});
            assertFalse(fs().exists("/f"));
            assertEquals(time, out.commit().lastModified());
        }
        assertEquals(time, fs().stat("/f").lastModified());
    }

    @Test
    @Requires(Capability.SET_LAST_MODIFIED)
    default void attributes_of_what_is_missing_are_not_set() throws IOException {
        Instant time = Instant.parse("2001-02-03T04:05:06Z");
        refused(
                NoSuchFileException.class,
                Operation.SET_ATTRIBUTES,
                "/missing",
                () -> setLastModified("/missing", time));
        given().write("/f", "abc");
        refused(NotDirectoryException.class, Operation.SET_ATTRIBUTES, "/f/x", () -> setLastModified("/f/x", time));
        refused(NotDirectoryException.class, Operation.SET_ATTRIBUTES, "/f/", () -> setLastModified("/f/", time));
    }

    @Test
    @Requires(Capability.WRITE)
    default void no_changes_change_nothing() throws IOException {
        given().write("/f", "abc");
        Snapshot before = Snapshot.of(given());
        fs().setAttributes(FsPath.of("/f"), AttributeChanges.NONE);
        assertEquals(before, Snapshot.of(given()));
    }

    @Test
    default void reading_does_not_change_the_modification_time() throws IOException {
        given().write("/f", "abc");
        Instant before = fs().stat("/f").lastModified();
        fs().readBytes("/f");
        assertEquals(before, fs().stat("/f").lastModified());
    }

    @Test
    @Requires(Capability.SET_LAST_ACCESS)
    default void an_access_time_is_set_and_kept() throws IOException {
        Instant time = Instant.parse("2001-02-03T04:05:06Z");
        given().write("/f", "abc");
        Instant modified = fs().stat("/f").lastModified();
        fs().setAttributes(FsPath.of("/f"), AttributeChanges.NONE.withLastAccess(time));
        assertEquals(time, fs().stat("/f").lastAccess());
        assertEquals(kept(modified), kept(fs().stat("/f").lastModified()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0644, 0600, 0755, 0444, 0666, 0710})
    @Requires(Capability.SET_MODE)
    default void a_mode_is_kept(int mode) throws IOException {
        given().write("/f", "abc");
        Instant modified = fs().stat("/f").lastModified();
        fs().setAttributes(FsPath.of("/f"), AttributeChanges.mode(mode));
        assertEquals(mode, posix("/f").mode());
        assertEquals(modified, fs().stat("/f").lastModified());
    }

    @Test
    @Requires(Capability.SET_MODE)
    default void the_mode_of_a_directory_is_kept() throws IOException {
        given().createDirectory("/d");
        fs().setAttributes(FsPath.of("/d"), AttributeChanges.mode(0750));
        assertEquals(0750, posix("/d").mode());
    }

    @Test
    @Requires({Capability.WRITE, Capability.SET_MODE})
    default void a_mode_is_set_together_with_the_bytes() throws IOException {
        fs().write("/f", WriteOptions.createNew().with(AttributeChanges.mode(0604)), out -> out.write(new byte[] {1}));
        assertEquals(0604, posix("/f").mode());
    }

    @Test
    @Requires({Capability.WRITE, Capability.SET_MODE})
    default void a_replaced_file_keeps_its_mode() throws IOException {
        given().write("/f", "old");
        given().setAttributes(FsPath.of("/f"), AttributeChanges.mode(0604));
        fs().write("/f", "new");
        assertEquals(0604, posix("/f").mode());
    }

    @Test
    @Requires({Capability.SET_MODE, Capability.SET_LAST_MODIFIED})
    default void several_attributes_are_set_at_once() throws IOException {
        Instant time = Instant.parse("2001-02-03T04:05:06Z");
        given().write("/f", "abc");
        fs().setAttributes(FsPath.of("/f"), AttributeChanges.lastModified(time).withMode(0640));
        assertEquals(time, fs().stat("/f").lastModified());
        assertEquals(0640, posix("/f").mode());
    }

    @Test
    @Requires(Capability.SET_OWNER)
    default void the_own_owner_can_be_set() throws IOException {
        given().write("/f", "abc");
        PosixAttributes before = posix("/f");
        fs().setAttributes(FsPath.of("/f"), AttributeChanges.NONE.withOwner(before.uid(), before.gid()));
        assertEquals(before.uid(), posix("/f").uid());
        assertEquals(before.gid(), posix("/f").gid());
    }

    @Test
    default void a_creation_time_does_not_change() throws IOException {
        given().write("/f", "abc");
        Instant created = fs().stat("/f").created();
        if (created == null) {
            assertNull(fs().entries("/").get(0).created());
        } else {
            given().write("/other", "abc");
            assertEquals(created, fs().stat("/f").created());
            assertFalse(created.isAfter(Instant.now()));
        }
    }

    @Test
    @Requires(Capability.SPACE)
    default void there_is_room() throws IOException {
        Space space = fs().space(FsPath.ROOT);
        assertTrue(space.usable() > 0, space::toString);
        assertTrue(space.usable() <= space.free(), space::toString);
        assertTrue(space.free() <= space.total(), space::toString);
    }

    @Test
    @Requires({Capability.WRITE, Capability.DURABLE})
    default void a_durable_write_is_committed() throws IOException {
        fs().write("/f", WriteOptions.createNew().durably(), out -> {
            out.write(new byte[] {1});
            out.force();
            assertFalse(given().exists("/f"));
        });
        assertContent(new byte[] {1}, "/f");
    }

    private Instant kept(Instant time) {
        long step = can().limits().timestampPrecision().toNanos();
        long secondsStep = Math.max(1, step / 1_000_000_000L);
        long second = Math.floorDiv(time.getEpochSecond(), secondsStep) * secondsStep;
        long nanos = step >= 1_000_000_000L ? 0 : time.getNano() / step * step;
        return Instant.ofEpochSecond(second, nanos);
    }

    private void setLastModified(String path, Instant time) throws IOException {
        fs().setAttributes(FsPath.of(path), AttributeChanges.lastModified(time));
    }

    private PosixAttributes posix(String path) throws IOException {
        PosixAttributes posix = fs().stat(path).posix();
        assertNotNull(posix, "SET_MODE or SET_OWNER without attributes to look at");
        return posix;
    }
}
