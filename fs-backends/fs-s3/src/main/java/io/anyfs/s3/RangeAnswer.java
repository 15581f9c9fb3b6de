package io.anyfs.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An answer to a ranged read. Its connection is used again if the answer was {@linkplain #end read to its end}. */
final class RangeAnswer implements AutoCloseable {

    private final ResponseInputStream<GetObjectResponse> stream;
    private boolean ended;

    RangeAnswer(ResponseInputStream<GetObjectResponse> stream) {
        this.stream = stream;
    }

    GetObjectResponse facts() {
        return stream.response();
    }

    /** Takes bytes of an answer, of which so many are still to come. */
    @FunctionalInterface
    interface Sink {
        /** Takes at least one byte; returns how many, or -1 at the end of the answer. */
        int take(InputStream answer, int left) throws IOException;
    }

    /** Gives some of the bytes that are still to come. */
    int give(Sink sink, int left) throws IOException {
        int taken = sink.take(stream, left);
        if (taken < 0) {
            throw new EOFException("the answer ended " + left + " bytes too early");
        }
        return taken;
    }

    /** Everything was read that was asked for. */
    void end() throws IOException {
        if (stream.read() < 0) {
            stream.close();
            ended = true;
        }
    }

    /** What was not read to its end ends here: the rest may be long. */
    @Override
    public void close() {
        if (!ended) {
            stream.abort();
        }
    }
}
