package io.anyfs.tck.model;

import io.anyfs.AttributeChanges;
import io.anyfs.ErrorKind;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.WriteHandle;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** One call of a random sequence. What it returns is all that may be compared between storages. */
public sealed interface Step {

    /** Makes the call; returns what it gave, in words. */
    String on(FileSystem fs) throws IOException;

    /** Whether either of two kinds of failure is right: where more than one thing is wrong, any of them may be told. */
    default boolean mayFailAs(ErrorKind one, ErrorKind other) {
        return one == other;
    }

    /** How a write ends. */
    enum Ending {
        /** It is committed. */
        COMMIT,
        /** It is aborted. */
        ABORT
    }

    /** Writes a file in one of the modes. */
    record Write(FsPath path, WriteMode mode, int size, Ending ending) implements Step {
        @Override
        public String on(FileSystem fs) throws IOException {
            try (WriteHandle out = fs.openWrite(path, options(mode))) {
                out.write(content(size));
                return ending == Ending.COMMIT ? facts(out.commit()) : "aborted at " + out.size();
            }
        }

        @Override
        public boolean mayFailAs(ErrorKind one, ErrorKind other) {
            Set<ErrorKind> taken = EnumSet.of(ErrorKind.ALREADY_EXISTS, ErrorKind.IS_A_DIRECTORY);
            boolean newOverDirectory = mode == WriteMode.CREATE_NEW && taken.contains(one) && taken.contains(other);
            return one == other || newOverDirectory;
        }
    }

    /** Writes at a position into what there is. */
    record WriteAt(FsPath path, int position, int size) implements Step {
        @Override
        public String on(FileSystem fs) throws IOException {
            return facts(
                    fs.write(path, WriteOptions.update(), out -> out.write(ByteBuffer.wrap(content(size)), position)));
        }
    }

    /** Cuts or extends a file. */
    record Truncate(FsPath path, int size) implements Step {
        @Override
        public String on(FileSystem fs) throws IOException {
            return facts(fs.write(path, WriteOptions.update(), out -> out.truncate(size)));
        }
    }

    /** Creates a directory. */
    record CreateDirectory(FsPath path) implements Step {
        @Override
        public String on(FileSystem fs) throws IOException {
            fs.createDirectory(path);
            return "created";
        }
    }

    /** Creates a directory with its parents. */
    record CreateDirectories(FsPath path) implements Step {
        @Override
        public String on(FileSystem fs) throws IOException {
            fs.createDirectories(path);
            return "created";
        }
    }

    /** Deletes an entry. */
    record Delete(FsPath path) implements Step {
        @Override
        public String on(FileSystem fs) throws IOException {
            fs.delete(path);
            return "deleted";
        }
    }

    /** Moves an entry. */
    record Move(FsPath source, FsPath target, IfExists ifExists) implements Step {
        @Override
        public String on(FileSystem fs) throws IOException {
            fs.move(source, target, ifExists);
            return "moved";
        }

        @Override
        public boolean mayFailAs(ErrorKind one, ErrorKind other) {
            return one != ErrorKind.IO && other != ErrorKind.IO;
        }
    }

    /** Copies a file. */
    record Copy(FsPath source, FsPath target, IfExists ifExists) implements Step {
        @Override
        public String on(FileSystem fs) throws IOException {
            fs.copy(source, target, ifExists);
            return "copied";
        }

        @Override
        public boolean mayFailAs(ErrorKind one, ErrorKind other) {
            return one != ErrorKind.IO && other != ErrorKind.IO;
        }
    }

    /** Creates a link. */
    record Link(FsPath path, String target) implements Step {
        @Override
        public String on(FileSystem fs) throws IOException {
            fs.createSymbolicLink(path, target);
            return "linked";
        }
    }

    /** Sets a time. */
    record SetTime(FsPath path, int second) implements Step {
        @Override
        public String on(FileSystem fs) throws IOException {
            Instant time = Instant.ofEpochSecond(1_000_000_000L + second);
            fs.setAttributes(path, AttributeChanges.lastModified(time));
            return "now of " + fs.stat(path).lastModified();
        }
    }

    /** Looks at an entry. */
    record Stat(FsPath path) implements Step {
        @Override
        public String on(FileSystem fs) throws IOException {
            return facts(fs.stat(path));
        }
    }

    /** Looks at an entry, or a link itself. */
    record Lstat(FsPath path) implements Step {
        @Override
        public String on(FileSystem fs) throws IOException {
            return facts(fs.lstat(path));
        }
    }

    /** Reads a file. */
    record Read(FsPath path) implements Step {
        @Override
        public String on(FileSystem fs) throws IOException {
            return io.anyfs.tck.subject.Content.fingerprint(fs.readBytes(path.toString()));
        }
    }

    /** Lists a directory. */
    record ListEntries(FsPath path) implements Step {
        @Override
        public String on(FileSystem fs) throws IOException {
            TreeSet<String> lines = new TreeSet<>();
            for (FileInfo entry : fs.entries(path)) {
                lines.add(entry.path() + " " + facts(entry));
            }
            return lines.toString();
        }
    }

    private static WriteOptions options(WriteMode mode) {
        return switch (mode) {
            case CREATE_NEW -> WriteOptions.createNew();
            case REPLACE -> WriteOptions.replace();
            case APPEND -> WriteOptions.append();
            case UPDATE -> WriteOptions.update();
        };
    }

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** How many bytes a link takes is the storage's affair. */
    private static String facts(FileInfo info) {
        return info.isSymbolicLink() ? info.type().toString() : info.type() + " " + info.size();
    }
}
