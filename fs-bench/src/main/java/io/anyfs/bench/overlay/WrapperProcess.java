package io.anyfs.bench.overlay;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.local.LocalBackend;
import io.anyfs.local.LocalOptions;
import io.anyfs.memory.MemoryProvider;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares one operation through wrappers that change nothing with the same without them, at the level of {@link FileSystem}, in
 * a process of its own, where no other operation has taught the compiler anything.
 */
public final class WrapperProcess {

    private static final int SIZE = 4096;
    private static final FsPath FILE = FsPath.of("/file");

    /** Where the file is. */
    enum Storage {
        /** In memory, where operations are so short that a wrapper shows most. */
        MEMORY,
        /** In a directory of this machine. */
        LOCAL
    }

    /** What is done to the file of 4 KiB. */
    enum Action {
        /** Its facts. */
        STAT,
        /** All its bytes, from the open to the close. */
        READ,
        /** Other bytes instead, from the open to the commit. */
        WRITE
    }

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);

    private WrapperProcess() {}

    /**
     * Takes the names of a {@link Storage} and an {@link Action}, and the number of wrappers; prints a
     * {@link PairedRounds.Comparison}.
     */
    public static void main(String[] arguments) throws IOException {
        Storage storage = Storage.valueOf(arguments[0]);
        Action action = Action.valueOf(arguments[1]);
        int wrappers = Integer.parseInt(arguments[2]);
        Path directory = Files.createTempDirectory("anyfs-bench");
        try (FileSystem alone = open(storage, directory, 0);
                FileSystem wrapped = open(storage, directory, wrappers)) {
            System.out.println(
                    new WrapperProcess().compare(action, alone, wrapped).toLine());
            alone.delete(FILE);
        }
        Files.delete(directory);
    }

    private static FileSystem open(Storage storage, Path directory, int wrappers) throws IOException {
        Backend outermost = switch (storage) {
            case MEMORY -> new MemoryProvider().open(FsUrl.parse("mem:?quota=1MiB"));
            case LOCAL -> LocalBackend.open(directory, LocalOptions.DEFAULT);
        };
        for (int i = 0; i < wrappers; i++) {
            outermost = new Passing(outermost);
        }
        FileSystem fs = FileSystem.over(outermost);
        try (WriteHandle file = fs.openWrite(FILE, WriteOptions.replace())) {
            file.write(ByteBuffer.allocate(SIZE));
            file.commit();
        }
        return fs;
    }

    private PairedRounds.Comparison compare(Action action, FileSystem alone, FileSystem wrapped) throws IOException {
        return switch (action) {
            case STAT -> PairedRounds.compare(() -> stat(alone), () -> stat(wrapped));
            case READ -> PairedRounds.compare(() -> read(alone), () -> read(wrapped));
            case WRITE -> PairedRounds.compare(() -> write(alone), () -> write(wrapped));
        };
    }

    private static long stat(FileSystem fs) throws IOException {
        return fs.stat(FILE).size();
    }

    private long read(FileSystem fs) throws IOException {
        try (ReadHandle handle = fs.openRead(FILE)) {
            return handle.read(buffer.clear(), 0);
        }
    }

    private long write(FileSystem fs) throws IOException {
        try (WriteHandle handle = fs.openWrite(FILE, WriteOptions.replace())) {
            handle.write(buffer.clear());
            return handle.commit().size();
        }
    }

    /** A wrapper that changes nothing. */
    private static final class Passing extends ForwardingBackend {
        Passing(Backend delegate) {
            super(delegate);
        }
    }
}
