package io.anyfs.s3;

import io.anyfs.FsPath;
import io.anyfs.s3.UnfinishedMove.Phase;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Properties;

/**
 * A move as its journal tells it: lines as {@link Properties} has them, for programs and for who looks into the bucket. The
 * places are paths, so that no journal can lead out of the storage that it is in.
 *
 * @param owner who works on the move, another text for each
 */
record MoveText(UnfinishedMove move, String owner) {

    private static final String COMMENT =
            "A move of a directory that is under way. 'anyfs s3 recover' completes it or undoes it.";
    private static final String FORMAT = "1";

    String format() {
        Properties lines = new Properties();
        lines.setProperty("format", FORMAT);
        lines.setProperty("source", move.source().toString());
        lines.setProperty("target", move.target().toString());
        lines.setProperty("phase", move.phase().name().toLowerCase(Locale.ROOT));
        lines.setProperty("started", move.started().toString());
        lines.setProperty("host", move.host());
        lines.setProperty("pid", Long.toString(move.pid()));
        lines.setProperty("owner", owner);
        StringWriter text = new StringWriter();
        try {
            lines.store(text, COMMENT);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** Reads a journal, whose key is for the message of a failure. */
    static MoveText parse(String key, String id, String text) throws IOException {
        try {
            Properties lines = new Properties();
            lines.load(new StringReader(text));
            if (!value(lines, "format").equals(FORMAT)) {
                throw new IllegalArgumentException("its format is not " + FORMAT);
            }
            UnfinishedMove move = new UnfinishedMove(
                    id,
                    path(lines, "source"),
                    path(lines, "target"),
                    Phase.valueOf(value(lines, "phase").toUpperCase(Locale.ROOT)),
                    Instant.parse(value(lines, "started")),
                    value(lines, "host"),
                    Long.parseLong(value(lines, "pid")));
            if (move.source().startsWith(move.target()) || move.target().startsWith(move.source())) {
                throw new IllegalArgumentException("one of its places is in the other");
            }
            return new MoveText(move, value(lines, "owner"));
        } catch (IllegalArgumentException | DateTimeException foreign) {
            FileSystemException failure = new FileSystemException(
                    key, null, "is no journal of a move that this version understands: " + foreign.getMessage());
            failure.initCause(foreign);
            throw failure;
        }
    }

    private static FsPath path(Properties lines, String name) {
        FsPath path = FsPath.of(value(lines, name));
        if (path.isRoot()) {
            throw new IllegalArgumentException("its " + name + " is the root");
        }
        return path;
    }

    private static String value(Properties lines, String name) {
        String value = lines.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return value;
    }
}
