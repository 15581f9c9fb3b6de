package io.anyfs.s3;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A part of an upload that is under way or has arrived. It does not keep its bytes when it has. */
final class PartTransfer {

    private final Cancellation cancellation = new Cancellation();
    private final FutureTask<CompletedPart> task;
    /** What is told of the end; taken by who begins the request, or prevents it from beginning. */
    private final AtomicReference<@Nullable Consumer<@Nullable Throwable>> ending;

    /** @param ending is told once, when nothing is under way any more, of the failure if there was one */
    PartTransfer(Cancellation.Work<CompletedPart> request, Consumer<@Nullable Throwable> ending) {
        this.task = new FutureTask<>(() -> run(request));
        this.ending = new AtomicReference<>(ending);
    }

    void submit(ExecutorService transfers) {
        transfers.execute(task);
    }

    /** Ends the request, without waiting for it. One that has not begun never does. */
    void cancel() {
        Consumer<@Nullable Throwable> prevented = ending.getAndSet(null);
        task.cancel(true);
        cancellation.cancel();
        if (prevented != null) {
            prevented.accept(null);
        }
    }

    /** What arrived. */
    CompletedPart await() throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (CancellationException cancelled) {
            throw new AsynchronousCloseException();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException("a part failed", failed.getCause());
        }
    }

    private CompletedPart run(Cancellation.Work<CompletedPart> request) throws IOException {
        Consumer<@Nullable Throwable> end = ending.getAndSet(null);
        if (end == null) {
            throw new AsynchronousCloseException();
        }
        Throwable failure = null;
        try {
            return cancellation.during(request);
        } catch (IOException | RuntimeException | Error failed) {
            failure = failed;
            throw failed;
        } finally {
            end.accept(failure);
        }
    }
}
