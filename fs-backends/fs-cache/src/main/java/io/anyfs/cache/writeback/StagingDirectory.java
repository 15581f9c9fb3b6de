package io.anyfs.cache.writeback;

import io.anyfs.cache.lock.DirectoryLock;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a write-back: {@code N.bytes} with what files hold, {@code N.record} that makes one of them a promise, and a lock. A
 * record gets its name when it is whole and on stable storage, so bytes without a record were never acknowledged. Safe for use by many threads.
 */
final class StagingDirectory implements Closeable {

    private static final System.Logger LOGGER = System.getLogger(WriteBackBackend.class.getName());
    private static final String LOCK = "anyfs-writeback.lock";
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.(bytes|record|new|damaged)");

    private final Path directory;
    private final DirectoryLock lock;
    private final AtomicLong numbers = new AtomicLong();

    private StagingDirectory(Path directory, DirectoryLock lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Takes the directory for this process.
     *
     * @throws FileSystemException if another one uses it
     */
    static StagingDirectory open(Path directory) throws IOException {
        return new StagingDirectory(directory, DirectoryLock.take(directory, LOCK, "write-back"));
    }

    /** A number that no file here has. */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** Where bytes of this number are. */
    Path bytes(long number) {
        return directory.resolve(number + ".bytes");
    }

    /** Makes a record part of the journal. When it returns, the record and the name of its bytes survive a loss of power. */
    void write(JournalRecord record) throws IOException {
        Path fresh = directory.resolve(record.sequence() + ".new");
        Path place = record(record.sequence());
        boolean written = false;
        try {
            try (FileChannel channel =
                    FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(RecordFormat.encode(record));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
            force();
            written = true;
        } finally {
            if (!written) {
                Files.deleteIfExists(fresh);
                Files.deleteIfExists(place);
            }
        }
    }

    /** Takes a record out of the journal. A loss of power may bring it back until {@link #force}. */
    void delete(JournalRecord record) throws IOException {
        Files.deleteIfExists(record(record.sequence()));
    }

    /** Brings what was written and deleted to stable storage. */
    void force() throws IOException {
        if (File.separatorChar == '\\') {
            // Windows opens no directories, and its file systems keep the order of changes to names.
            return;
        }
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /**
     * The records there are, in their order. Bytes that were never acknowledged are deleted; a record that cannot be read or has lost its
     * bytes is set aside, and then no bytes are deleted, as some of them may be its own.
     */
    List<JournalRecord> recover() throws IOException {
        Map<Long, Path> bytes = new HashMap<>();
        List<Path> records = new ArrayList<>();
        boolean damaged = false;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (!name.matches()) {
                    continue;
                }
                long number = Long.parseLong(name.group(1));
                numbers.accumulateAndGet(number, Math::max);
                switch (name.group(2)) {
                    case "bytes" -> bytes.put(number, file);
                    case "record" -> records.add(file);
                    case "new" -> Files.delete(file);
                    default -> damaged = true;
                }
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        List<JournalRecord> journal = new ArrayList<>();
        for (Path file : records) {
            if (!read(file, journal)) {
                damaged = true;
            }
        }
        journal.sort(Comparator.comparingLong(JournalRecord::sequence));
        if (!damaged) {
            deleteUnacknowledged(bytes, journal);
        }
        return journal;
    }

    private boolean read(Path file, List<JournalRecord> journal) throws IOException {
        String reason;
        try {
            JournalRecord record = RecordFormat.decode(Files.readAllBytes(file));
            Path bytes = bytes(record.bytes());
            if (Files.isRegularFile(bytes) && Files.size(bytes) == record.size()) {
                journal.add(record);
                return true;
            }
            reason = record.path() + " has lost its bytes";
        } catch (IOException unreadable) {
            reason = String.valueOf(unreadable.getMessage());
        }
        String name = file.getFileName().toString();
        Path aside = directory.resolve(name.replace(".record", ".damaged"));
        LOGGER.log(
                System.Logger.Level.WARNING, "a file that waited for its upload is lost, see " + aside + ": " + reason);
        Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        return false;
    }

    private static void deleteUnacknowledged(Map<Long, Path> bytes, List<JournalRecord> journal) throws IOException {
        Set<Long> promised = new HashSet<>();
        journal.forEach(record -> promised.add(record.bytes()));
        for (Map.Entry<Long, Path> each : bytes.entrySet()) {
            if (!promised.contains(each.getKey())) {
                Files.delete(each.getValue());
            }
        }
    }

    private Path record(long sequence) {
        return directory.resolve(sequence + ".record");
    }

    /** Lets others have the directory. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
