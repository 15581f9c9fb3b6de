package io.anyfs.s3;

import io.anyfs.FileChangedException;
import io.anyfs.FsPath;
import io.anyfs.s3.UnfinishedMove.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What the bucket knows of a move that is under way, an object in {@link Keys#moves}; and the right to work on the move. Who
 * takes a move over takes that right from who had it: the next {@link #enter} of the other fails, and a process that was only
 * thought to be dead deletes nothing. Used by one thread.
 */
final class MoveJournal {

    private static final int MAX_BYTES = 64 << 10;
    private static final int ATTEMPTS = 3;

    private final Storage storage;
    private final String key;
    private final String owner = UUID.randomUUID().toString();
    private UnfinishedMove move;
    private String eTag = "";

    private MoveJournal(Storage storage, UnfinishedMove move) {
        this.storage = storage;
        this.key = storage.keys().moves() + move.id();
        this.move = move;
    }

    /** A journal as it is in the bucket. */
    private record Stored(MoveText text, String eTag) {}

    /** The moves that have not ended, the oldest first. */
    static List<UnfinishedMove> find(Storage storage) throws IOException {
        List<UnfinishedMove> found = new ArrayList<>();
        ObjectPages pages = ObjectPages.ofMoves(storage.bucket(), storage.keys());
        for (ListObjectsV2Response page = pages.next(); page != null; page = pages.next()) {
            for (S3Object object : page.contents()) {
                Stored stored = storage.keys().isJournal(object.key()) ? read(storage, object.key()) : null;
                if (stored != null) {
                    found.add(stored.text().move());
                }
            }
        }
        found.sort((one, other) -> one.started().compareTo(other.started()));
        return found;
    }

    /** Writes a journal before anything else is done. */
    static MoveJournal begin(Storage storage, FsPath source, FsPath target) throws IOException {
        UnfinishedMove move = new UnfinishedMove(
                UUID.randomUUID().toString(),
                source,
                target,
                Phase.COPYING,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                UnfinishedMove.thisHost(),
                ProcessHandle.current().pid());
        MoveJournal journal = new MoveJournal(storage, move);
        storage.conditions().areHonoured(source);
        try {
            journal.eTag = journal.put(move, Condition.NONE);
        } catch (SdkException failure) {
            IOException told = Failures.of(failure, source);
            try {
                Cancellation.shielded(journal::end); // its answer may only have been lost
            } catch (IOException unreachable) {
                told.addSuppressed(unreachable);
            }
            throw told;
        }
        return journal;
    }

    /**
     * Takes the right to work on a move from whoever has it.
     *
     * @throws NoSuchFileException if it has ended meanwhile
     */
    static MoveJournal takeOver(Storage storage, UnfinishedMove move) throws IOException {
        MoveJournal journal = new MoveJournal(storage, move);
        Stored stored = read(storage, journal.key);
        if (stored == null) {
            throw new NoSuchFileException(
                    move.source().toString(), move.target().toString(), "the move has ended meanwhile");
        }
        journal.move = stored.text().move();
        journal.eTag = stored.eTag();
        journal.enter(journal.move.phase());
        return journal;
    }

    /** When the store has got the journal, by the store's clock. */
    Instant stored() throws IOException {
        HeadObjectResponse head = storage.bucket().head(key, move.source());
        if (head == null) {
            throw taken(null);
        }
        return head.lastModified();
    }

    UnfinishedMove move() {
        return move;
    }

    /**
     * Says that the move is in a phase now, or still is.
     *
     * @throws FileChangedException if somebody has taken the move over
     */
    void enter(Phase phase) throws IOException {
        UnfinishedMove next = move.in(phase);
        for (int attempt = 1; ; attempt++) {
            try {
                eTag = put(next, condition());
                move = next;
                return;
            } catch (SdkException failure) {
                Stored stored = readAfter(failure);
                if (stored == null || !stored.text().owner().equals(owner)) {
                    throw taken(failure);
                } else if (stored.text().move().phase() == phase
                        && !stored.eTag().equals(eTag)) {
                    // Only the answer was lost.
                    eTag = stored.eTag();
                    move = next;
                    return;
                } else if (attempt == ATTEMPTS || !Failures.isConditionFailed(failure)) {
                    throw Failures.of(failure, move.source());
                }
                eTag = stored.eTag();
            }
        }
    }

    /** The move has ended, or was undone. */
    void end() throws IOException {
        storage.bucket().delete(key, move.source());
    }

    private String put(UnfinishedMove next, Condition condition) {
        byte[] text = new MoveText(next, owner).format().getBytes(StandardCharsets.UTF_8);
        return storage.bucket()
                .put(key, PartBody.of(text), Content.of("text/plain; charset=utf-8", Map.of()), condition);
    }

    /** Where the store knows no conditions, the last look before the request has to do. */
    private Condition condition() throws IOException {
        if (storage.conditions().areHonoured(move.source())) {
            return Condition.version(eTag);
        }
        HeadObjectResponse head = storage.bucket().head(key, move.source());
        if (head == null || !head.eTag().equals(eTag)) {
            throw taken(null);
        }
        return Condition.NONE;
    }

    private @Nullable Stored readAfter(SdkException failure) throws IOException {
        try {
            return read(storage, key);
        } catch (IOException unknown) {
            IOException told = Failures.of(failure, move.source());
            told.addSuppressed(unknown);
            throw told;
        }
    }

    private IOException taken(@Nullable SdkException failure) {
        IOException taken = new FileChangedException(
                move.source().toString(),
                move.target().toString(),
                "another process has completed or undone this move, or is at it");
        if (failure != null) {
            taken.initCause(failure);
        }
        return taken;
    }

    /** {@code null} if there is no such journal any more. */
    private static @Nullable Stored read(Storage storage, String key) throws IOException {
        HeadObjectResponse head = storage.bucket().head(key, FsPath.ROOT);
        if (head == null) {
            return null;
        } else if (head.contentLength() > MAX_BYTES) {
            throw new FileSystemException(key, null, "is no journal of a move: it is too long");
        }
        byte[] bytes;
        try {
            bytes = new StoredBytes(storage.bucket(), key, head.eTag(), FsPath.ROOT)
                    .read(0, (int) (long) head.contentLength());
        } catch (FileChangedException changed) {
            if (storage.bucket().head(key, FsPath.ROOT) == null) {
                return null;
            }
            throw changed;
        }
        String id = key.substring(storage.keys().moves().length());
        return new Stored(MoveText.parse(key, id, new String(bytes, StandardCharsets.UTF_8)), head.eTag());
    }
}
