package io.anyfs.tck.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A write that does not come to its end.
 *
 * @param ending how it ends instead
 * @param start what it starts from
 * @param after how much had been written
 */
public record CrashPoint(Ending ending, Start start, Cut after) {

    /** How a write ends that is not committed. */
    public enum Ending {
        /** The handle is aborted. */
        ABORTED,
        /** The handle is closed. */
        CLOSED,
        /** The code that writes throws. */
        THREW,
        /** The stream over the handle is aborted, then closed. */
        STREAM_ABORTED,
        /** A write to the stream fails, then it is closed. */
        STREAM_FAILED,
        /** Whoever opened the handle is closed. */
        OWNER_CLOSED
    }

    /** What a write starts from. */
    public enum Start {
        /** No file. */
        CREATE,
        /** A file that is replaced. */
        REPLACE,
        /** A file that is appended to. */
        APPEND
    }

    /** How much was written of {@link Size#SEVERAL_CHUNKS}. */
    public enum Cut {
        /** No byte. */
        AT_0,
        /** One byte. */
        AT_1,
        /** One byte less than a chunk. */
        AT_CHUNK_MINUS_1,
        /** A chunk. */
        AT_CHUNK,
        /** One byte more than a chunk. */
        AT_CHUNK_PLUS_1,
        /** All of it. */
        AT_END;

        /** The bytes written. */
        public int bytes(int chunk) {
            return switch (this) {
                case AT_0 -> 0;
                case AT_1 -> 1;
                case AT_CHUNK_MINUS_1 -> chunk - 1;
                case AT_CHUNK -> chunk;
                case AT_CHUNK_PLUS_1 -> chunk + 1;
                case AT_END -> Size.SEVERAL_CHUNKS.bytes(chunk);
            };
        }
    }

    @Override
    public String toString() {
        return start + " " + ending + " " + after;
    }

    /** All crash points there are. */
    public static final class All implements ArgumentsProvider {

        /** Made by JUnit. */
        public All() {}

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            List<Arguments> points = new ArrayList<>();
            for (Start start : Start.values()) {
                for (Ending ending : Ending.values()) {
                    for (Cut cut : Cut.values()) {
                        points.add(Arguments.of(new CrashPoint(ending, start, cut)));
                    }
                }
            }
            return points.stream();
        }
    }
}
