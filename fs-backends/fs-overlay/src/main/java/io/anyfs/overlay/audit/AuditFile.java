package io.anyfs.overlay.audit;

import io.anyfs.text.LineFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file to which records are appended, a line of JSON each. A line is never mixed with another. When the file was renamed, as programs
 * do that rotate logs, the next record begins a new one.
 */
public final class AuditFile implements AuditSink {

    private final LineFile lines;

    private AuditFile(LineFile lines) {
        this.lines = lines;
    }

    /**
     * Opens the file, or creates it for its owner only.
     *
     * @param fsync whether each line is brought to stable storage before the operation returns
     */
    public static AuditFile open(Path file, boolean fsync) throws IOException {
        return new AuditFile(LineFile.open(file, fsync));
    }

    /** Appends a line. An interrupt does not close the file: it is kept until the line is written. */
    @Override
    public void write(AuditRecord record) throws IOException {
        lines.reopenIfMoved();
        lines.append(List.of(record.toJson()));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
