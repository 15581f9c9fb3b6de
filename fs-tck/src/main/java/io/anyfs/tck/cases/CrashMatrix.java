package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Operation;
import io.anyfs.Progress;
import io.anyfs.StreamedCopy;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.lifecycle.ResourceLeakException;
import io.anyfs.tck.model.ModelBackend;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.CrashPoint;
import io.anyfs.tck.subject.CrashPoint.Cut;
import io.anyfs.tck.subject.CrashPoint.Start;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import io.anyfs.tck.subject.Snapshot;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes that end early, at every point where they might: the old file stays whole, nothing is published, nothing is left. */
@Requires(Capability.WRITE)
public interface CrashMatrix extends Subject {

    @ParameterizedTest
    @ArgumentsSource(CrashPoint.All.class)
    default void a_write_that_ends_early_leaves_no_trace(CrashPoint point) throws IOException {
        assumeTrue(point.start() != Start.APPEND || can().has(Capability.APPEND), "not declared: APPEND");
        given().createDirectory("/d");
        if (point.start() != Start.CREATE) {
            given().write("/d/f", Content.bytes(2 * chunkSize() + 1, 99));
        }
        Snapshot before = Snapshot.of(given());
        byte[] written = Content.first(point.after().bytes(chunkSize()), content(Size.SEVERAL_CHUNKS));
        switch (point.ending()) {
            case ABORTED -> abort(point.start(), written);
            case CLOSED -> close(point.start(), written);
            case THREW -> fail(point.start(), written);
            case STREAM_ABORTED -> abortStream(point.start(), written);
            case STREAM_FAILED -> failStream(point.start(), written);
            case OWNER_CLOSED -> closeOwner(point.start(), written);
        }
        assertEquals(before, Snapshot.of(given()));
        assertEquals(List.of(), fs().openResources());
        fs().write("/d/f", "next");
        assertEquals("next", fs().readString("/d/f"));
        assertEquals(List.of("f"), names("/d"));
    }

    @ParameterizedTest
    @EnumSource
    default void a_copy_whose_source_breaks_leaves_no_trace(Cut cut) throws IOException {
        given().createDirectory("/d");
        copyBreaks(cut, IfExists.FAIL);
        assertFalse(fs().exists("/d/f"));
        assertEquals(List.of(), names("/d"));
    }

    @ParameterizedTest
    @EnumSource
    default void a_replacing_copy_whose_source_breaks_leaves_the_old_file(Cut cut) throws IOException {
        byte[] old = Content.bytes(2 * chunkSize() + 1, 99);
        given().createDirectory("/d");
        given().write("/d/f", old);
        copyBreaks(cut, IfExists.REPLACE);
        assertContent(old, "/d/f");
        assertEquals(List.of("f"), names("/d"));
    }

    private void copyBreaks(Cut cut, IfExists ifExists) throws IOException {
        FaultPlan plan = new FaultPlan(1).fromByte(cut.bytes(chunkSize()), Operation.READ, Fault.fail());
        try (FileSystem source = FileSystem.over(new FaultBackend(new ModelBackend(), plan))) {
            source.write("/f", Content.joined(content(Size.SEVERAL_CHUNKS), new byte[] {1}));
            Snapshot before = Snapshot.of(given());
            assertThrows(
                    IOException.class,
                    () -> StreamedCopy.copy(source, FsPath.of("/f"), fs(), FsPath.of("/d/f"), ifExists, Progress.NONE));
            assertEquals(1, plan.fired().size(), plan::toString);
            assertEquals(before, Snapshot.of(given()));
        }
    }

    private void abort(Start start, byte[] written) throws IOException {
        WriteHandle out = fs().openWrite("/d/f", options(start));
        writeInPieces(out, written);
        out.abort(new IOException("the client is gone"));
    }

    private void close(Start start, byte[] written) throws IOException {
        try (WriteHandle out = fs().openWrite("/d/f", options(start))) {
            writeInPieces(out, written);
        }
    }

    private void fail(Start start, byte[] written) {
        assertThrows(
                IOException.class,
                () -> fs().write("/d/f", options(start), out -> {
                    writeInPieces(out, written);
                    throw new IOException("the source is gone");
                }));
    }

    private void abortStream(Start start, byte[] written) throws IOException {
        try (WriteHandle.CommittingOutputStream out =
                fs().openWrite("/d/f", options(start)).asOutputStream()) {
            out.write(written);
            out.abort();
        }
    }

    private void failStream(Start start, byte[] written) throws IOException {
        try (WriteHandle.CommittingOutputStream out =
                fs().openWrite("/d/f", options(start)).asOutputStream()) {
            out.write(written);
            assertThrows(IndexOutOfBoundsException.class, () -> out.write(written, written.length, 1));
        }
    }

    private void closeOwner(Start start, byte[] written) throws IOException {
        FileSystem owner = fs().borrow("whoever is gone");
        WriteHandle out = owner.openWrite("/d/f", options(start));
        writeInPieces(out, written);
        assertThrows(ResourceLeakException.class, owner::close);
        assertFalse(out.isOpen());
    }

    private void writeInPieces(WriteHandle out, byte[] bytes) throws IOException {
        int piece = chunkSize() / 3 + 1;
        for (int position = 0; position < bytes.length; position += piece) {
            out.write(ByteBuffer.wrap(bytes, position, Math.min(piece, bytes.length - position)));
        }
    }

    private static WriteOptions options(Start start) {
        return switch (start) {
            case CREATE -> WriteOptions.createNew();
            case REPLACE -> WriteOptions.replace();
            case APPEND -> WriteOptions.append();
        };
    }
}
