package io.anyfs.cache.writeback;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.CorruptDataException;
import io.anyfs.ErrorKind;
import io.anyfs.IsDirectoryException;
import io.anyfs.TransientStorageException;
import io.anyfs.WriteOptions;
import io.anyfs.cache.writeback.JournalRecord.Condition;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** The threads that bring staged files to the storage. Safe for use by many threads. */
final class Uploads {

    private static final System.Logger LOGGER = System.getLogger(WriteBackBackend.class.getName());
    private static final int PIECE = 128 * 1024;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int DOUBLINGS = 16;

    private final Backend storage;
    private final StagingDirectory directory;
    private final PendingFiles pending;
    private final Room room;
    private final Duration retryDelay;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    Uploads(Backend storage, StagingDirectory directory, PendingFiles pending, Room room, Duration retryDelay) {
        this.storage = storage;
        this.directory = directory;
        this.pending = pending;
        this.room = room;
        this.retryDelay = retryDelay;
    }

    void start(int parallel) {
        for (int number = 1; number <= parallel; number++) {
            Thread thread = new Thread(this::run, "anyfs-writeback-" + number);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Waits a while for what is on its way, and ends the threads. What is left stays in the journal. */
    void close(Duration wait) {
        boolean interrupted = false;
        try {
            pending.settle(wait);
        } catch (IOException interruptedWait) {
            interrupted = Thread.interrupted();
        }
        closing = true;
        pending.close();
        room.recheck();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            interrupted |= join(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
    }

    private void run() {
        try {
            PendingFile file;
            while ((file = pending.take()) != null) {
                upload(file);
            }
        } catch (InterruptedException ended) {
            // By the close.
        }
    }

    private void upload(PendingFile file) {
        try {
            store(file);
        } catch (IOException failure) {
            failed(file, failure);
            return;
        } catch (RuntimeException | Error broken) {
            failed(file, new IOException("the storage failed: " + broken, broken));
            return;
        }
        boolean interrupted = false;
        try {
            interrupted = forget(file.record);
        } catch (IOException failure) {
            LOGGER.log(
                    System.Logger.Level.WARNING, "a stored file may be uploaded again: " + file.record.path(), failure);
        }
        pending.stored(file);
        file.bytes.release();
        room.recheck();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes out of the journal what the storage has, even while a close interrupts. Returns whether one did. */
    private boolean forget(JournalRecord record) throws IOException {
        directory.delete(record);
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                directory.force();
                return interrupted;
            } catch (ClosedByInterruptException again) {
                interrupted = Thread.interrupted();
            }
        }
    }

    private void failed(PendingFile file, IOException failure) {
        if (closing) {
            pending.putBack(file);
            return;
        }
        boolean forGood = isForGood(failure);
        if (forGood) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "a committed file cannot be stored and waits for retry(): " + file.record.path(),
                    failure);
        }
        pending.failed(file, failure, forGood ? null : pause(file.failures, failure));
        room.recheck();
    }

    private Duration pause(int failures, IOException failure) {
        Duration pause = retryDelay.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        boolean asked = failure instanceof TransientStorageException busy
                && busy.retryAfter().compareTo(bounded) > 0;
        return asked ? ((TransientStorageException) failure).retryAfter() : bounded;
    }

    /** Whether trying again would fail in the same way, as far as one can know. */
    private static boolean isForGood(IOException failure) {
        return switch (ErrorKind.of(failure)) {
            case TRANSIENT, BUSY, IO, QUOTA_EXCEEDED, NO_SPACE, INTERRUPTED, CLOSED, END_OF_FILE -> false;
            default -> true;
        };
    }

    private void store(PendingFile file) throws IOException {
        try {
            send(file);
        } catch (FileAlreadyExistsException there) {
            if (file.record.condition() != Condition.NOTHING || !isStored(file)) {
                throw there;
            }
            // It is this file: an upload before had arrived, and its acknowledgement had not.
        }
    }

    private void send(PendingFile file) throws IOException {
        BackendWriteHandle handle = storage.openWrite(file.record.path(), options(file.record));
        boolean sent = false;
        try (FileChannel bytes = FileChannel.open(file.bytes.file(), StandardOpenOption.READ)) {
            CRC32C checksum = new CRC32C();
            long size = 0;
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            for (int read = bytes.read(piece); read >= 0; read = bytes.read(piece)) {
                size += read;
                checksum.update(piece.flip().duplicate());
                handle.write(piece);
                piece.clear();
            }
            requireWhole(file, size, (int) checksum.getValue());
            sent = true;
        } finally {
            if (!sent) {
                abort(handle);
            }
        }
        handle.commit();
    }

    /** What was damaged where it was staged is not to become what is stored. */
    private static void requireWhole(PendingFile file, long size, int checksum) throws CorruptDataException {
        Integer promised = file.record.checksum();
        if (size != file.record.size() || (promised != null && promised != checksum)) {
            throw new CorruptDataException(
                    file.record.path().toString(), "its staged bytes are damaged: " + file.bytes.file());
        }
    }

    private static void abort(BackendWriteHandle handle) {
        boolean interrupted = Thread.interrupted();
        try {
            handle.abort();
        } catch (IOException failure) {
            LOGGER.log(System.Logger.Level.WARNING, "an upload that failed could not be cleaned up", failure);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private WriteOptions options(JournalRecord record) {
        WriteOptions options = switch (record.condition()) {
            case ANYTHING -> WriteOptions.replace();
            case A_FILE -> WriteOptions.replace().mustExistAlready();
            case NOTHING -> WriteOptions.createNew();
        };
        AttributeChanges attributes = record.attributes();
        options = options.expecting(record.size()).with(attributes);
        // Nothing else has the bytes once the journal has let go of them.
        return storage.capabilities(record.path()).has(Capability.DURABLE) ? options.durably() : options;
    }

    /** Whether the storage has exactly these bytes at the path. */
    boolean isStored(PendingFile file) throws IOException {
        try (BackendReadHandle there = storage.openRead(file.record.path());
                FileChannel staged = FileChannel.open(file.bytes.file(), StandardOpenOption.READ)) {
            if (there.info().size() != file.bytes.size()) {
                return false;
            }
            ByteBuffer theirs = ByteBuffer.allocate(PIECE);
            ByteBuffer ours = ByteBuffer.allocate(PIECE);
            for (long position = 0; position < file.bytes.size(); position += theirs.limit()) {
                theirs.clear();
                if (there.read(theirs, position) < 0) {
                    return false;
                }
                theirs.flip();
                ours.clear().limit(theirs.limit());
                while (ours.hasRemaining()) {
                    if (staged.read(ours, position + ours.position()) < 0) {
                        return false;
                    }
                }
                if (!theirs.equals(ours.flip())) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException | IsDirectoryException other) {
            return false;
        }
    }
}
