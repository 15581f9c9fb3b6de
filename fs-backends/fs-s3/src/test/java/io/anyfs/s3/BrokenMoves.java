package io.anyfs.s3;

import static io.anyfs.s3.MovedObjects.SOURCE;
import static io.anyfs.s3.MovedObjects.TARGET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.IfExists;
import io.anyfs.s3.UnfinishedMove.Phase;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** A tree of objects that is moved by a process whose requests break. */
abstract class BrokenMoves {

    /** Of the requests, which ones are tried; all when it is to be thorough. */
    static final int EVERY = Boolean.getBoolean("anyfs.thorough") ? 1 : 6;

    private static final S3Store STORE = S3Server.S3PROXY.shared();
    private static final String BUCKET = STORE.newBucket();
    private static final AtomicInteger CASES = new AtomicInteger();
    static final int MORE_THAN_A_MOVE_TAKES = 200;

    S3Options options;
    BreakingRequests requests;
    MovedObjects objects;

    @BeforeEach
    void newCase() {
        String prefix = "case-" + CASES.incrementAndGet();
        options = S3Options.of(BUCKET)
                .withPrefix(prefix)
                .withStoring(S3Storing.DEFAULT.withConditionalWrites(S3Conditions.HONOURED))
                .withConnection(S3Connection.to(STORE.endpoint())
                        .withRegion(STORE.region())
                        .withCredentials(S3Credentials.of(STORE.accessKey(), STORE.secretKey())));
        requests = new BreakingRequests();
        objects = MovedObjects.at(STORE, BUCKET, prefix);
    }

    final UnfinishedMove killedBeforeDeleting() throws IOException {
        AtomicBoolean dead = new AtomicBoolean();
        moveWith(() -> requests.watch(request -> {
            if (isSecondJournal(request) || dead.get()) {
                dead.set(true);
                throw new IllegalStateException("killed");
            }
        }));
        UnfinishedMove move = S3Recovery.find(options).get(0);
        assertEquals(Phase.COPYING, move.phase());
        return move;
    }

    /** The one that says that the copies are complete: it replaces another. */
    static boolean isSecondJournal(SdkRequest request) {
        return request instanceof PutObjectRequest put && put.ifMatch() != null;
    }

    final boolean killedAt(int request) throws IOException {
        assertTrue(request < MORE_THAN_A_MOVE_TAKES);
        return moveWith(() -> requests.killAt(request)) != null;
    }

    /** Moves the tree with requests that are treated so; returns why that failed. */
    final @Nullable IOException moveWith(Runnable treatment) throws IOException {
        S3Backend backend = S3Backend.open(client(), options);
        try {
            treatment.run();
            backend.move(SOURCE, TARGET, IfExists.FAIL);
            return null;
        } catch (IOException failure) {
            return failure;
        } catch (IllegalStateException killed) {
            return new IOException(killed);
        } finally {
            backend.close();
        }
    }

    @FunctionalInterface
    interface Work {
        void in(Storage storage) throws IOException;
    }

    /** Does something in a process that is killed at a request; true if it came to its end. */
    final boolean interrupted(int request, Work work) {
        requests = new BreakingRequests();
        Storage storage = Storage.over(new Bucket(client(), options), options, PartMemory.shared());
        try {
            requests.killAt(request);
            work.in(storage);
            return true;
        } catch (IOException killed) {
            return false;
        } finally {
            storage.close();
        }
    }

    private S3Client client() {
        return S3Clients.builder(options)
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(requests))
                .build();
    }

    /** 1 if the move has undone itself; otherwise it is completed. */
    final int requireUndoneOrDeleting(IOException failure, String when) throws IOException {
        List<UnfinishedMove> left = S3Recovery.find(options);
        if (left.isEmpty()) {
            assertEquals(objects.source(), objects.now(), when);
            return 1;
        }
        assertEquals(Phase.DELETING, left.get(0).phase(), () -> when + ": " + failure);
        assertTrue(
                String.valueOf(failure.getMessage())
                        .contains("anyfs s3 recover s3://" + BUCKET + "/" + options.prefix()),
                failure::toString);
        assertTrue(
                S3Recovery.complete(options, left.get(0), S3Recovery.Progress.NONE)
                        .finished(),
                when);
        assertEquals(objects.target(), objects.nowWithoutParent(), when);
        return 0;
    }

    final String key(String rest) {
        return options.prefix() + "/" + rest;
    }
}
