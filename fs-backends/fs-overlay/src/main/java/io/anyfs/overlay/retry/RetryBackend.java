package io.anyfs.overlay.retry;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Space;
import io.anyfs.TransientStorageException;
import io.anyfs.WriteOptions;
import io.anyfs.WriteOptions.Publication;
import io.anyfs.overlay.time.NanoClock;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * A storage whose calls are made again when they fail with {@link TransientStorageException}, with longer and longer waits, and no
 * sooner than the storage asks. Nothing is made twice that would be something else the second time:
 *
 * <table>
 * <caption>What is made again</caption>
 * <tr><th>call</th><th>made again</th></tr>
 * <tr><td>stat, readLink, space, openRead, opening a listing, setAttributes</td><td>yes: twice is as once</td></tr>
 * <tr><td>reading</td><td>yes, first on what is open, then on the same version opened anew; of another version it is
 * {@link io.anyfs.FileChangedException}. Where the storage has no versions, only on what is open. A transfer goes on behind what
 * the channel took</td></tr>
 * <tr><td>the next entry of a listing</td><td>the first one, by listing anew; no later one, which could give entries twice</td></tr>
 * <tr><td>openWrite</td><td>yes, as nobody sees the file before its commit; not in place</td></tr>
 * <tr><td>createDirectory, createSymbolicLink</td><td>as long as nothing is there after the failure. If something is, it may be
 * ours or another's, and the failure says that the outcome is unknown</td></tr>
 * <tr><td>delete, move, copy, deleteTree</td><td>no: that an entry is gone, or there, does not tell who did it, and another's new
 * file must not go with the second attempt</td></tr>
 * <tr><td>write, truncate, force, commit</td><td>no</td></tr>
 * </table>
 *
 * <p>A wait ends on interrupt with {@link java.io.InterruptedIOException}, and when what was called is closed. Bytes that are
 * transferred pass through this process, so that they can be counted. Safe for use by many threads.
 */
public final class RetryBackend extends ForwardingBackend {

    private final Retries retries;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** A wrapper of this storage, which it owns. */
    public RetryBackend(Backend delegate, RetryOptions options) {
        this(
                delegate,
                options,
                NanoClock.SYSTEM,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * A wrapper with a time and a chance of its own, as tests need.
     *
     * @param random numbers from 0 to 1, which spread the waits
     */
    public RetryBackend(Backend delegate, RetryOptions options, NanoClock clock, DoubleSupplier random) {
        super(delegate);
        this.retries = new Retries(options, clock, random);
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        return retries.run(closed, attempt -> super.stat(path, links));
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        return new RetryListing(
                retries,
                () -> super.list(directory, options),
                retries.run(closed, attempt -> super.list(directory, options)));
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        return new RetryReadHandle(
                retries, () -> super.openRead(path), path, retries.run(closed, attempt -> super.openRead(path)));
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        return options.publication() == Publication.IN_PLACE
                ? super.openWrite(path, options)
                : retries.run(closed, attempt -> super.openWrite(path, options));
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        create(directory, () -> super.createDirectory(directory));
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        create(link, () -> super.createSymbolicLink(link, target));
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        create(link, () -> super.createHardLink(link, file));
    }

    /** A change without a result. */
    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    private void create(FsPath path, Action action) throws IOException {
        retries.run(
                closed,
                attempt -> {
                    try {
                        action.run();
                    } catch (FileAlreadyExistsException there) {
                        if (attempt == 1) {
                            throw there;
                        }
                        throw unknown(path, there);
                    }
                    return path;
                },
                failure -> requireAbsent(path, failure));
    }

    private void requireAbsent(FsPath path, TransientStorageException failure) throws IOException {
        try {
            delegate().stat(path, Links.NO_FOLLOW);
        } catch (NoSuchFileException absent) {
            return;
        } catch (IOException unanswered) {
            failure.addSuppressed(unanswered);
            throw failure;
        }
        throw unknown(path, failure);
    }

    private static IOException unknown(FsPath path, IOException cause) {

        TransientStorageException failure = new TransientStorageException(
                path.toString(),
                "the outcome is unknown: it is there, by an attempt that failed or by others",
                Duration.ZERO);
        failure.initCause(cause);
        return failure;
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        retries.run(closed, attempt -> {
            super.setAttributes(path, changes, links);
            return path;
        });
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        return retries.run(closed, attempt -> super.readLink(link));
    }

    @Override
    public Space space(FsPath path) throws IOException {
        return retries.run(closed, attempt -> super.space(path));
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        super.close();
    }
}
