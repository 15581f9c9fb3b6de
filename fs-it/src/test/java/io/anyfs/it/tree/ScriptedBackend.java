package io.anyfs.it.tree;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A real storage that calls a script before each of its steps, to fail or to wait there. Does not own the storage. */
class ScriptedBackend extends ForwardingBackend {

    /** What is about to be done. */
    enum Step {
        STAT,
        LIST,
        NEXT,
        OPEN_READ,
        READ,
        OPEN_WRITE,
        WRITE,
        COMMIT,
        CREATE_DIRECTORY,
        DELETE,
        MOVE,
        COPY,
        SET_ATTRIBUTES,
        CREATE_LINK
    }

    /** Is called before each step. */
    @FunctionalInterface
    interface Script {
        Script NONE = (step, path) -> {};

        void before(Step step, FsPath path) throws IOException;

        /** Fails one kind of step at one path, always. */
        static Script failing(Step failing, String at) {
            return failing(failing, at, 0);
        }

        /** Fails one kind of step at one path, after it has worked so many times. */
        static Script failing(Step failing, String at, int after) {
            AtomicInteger left = new AtomicInteger(after);
            return (step, path) -> {
                if (step == failing && path.equals(FsPath.of(at)) && left.getAndDecrement() <= 0) {
                    throw new IOException("injected");
                }
            };
        }
    }

    private final Script script;
    private final UnaryOperator<Capabilities> capabilities;

    ScriptedBackend(Backend delegate, Script script) {
        this(delegate, script, UnaryOperator.identity());
    }

    ScriptedBackend(Backend delegate, Script script, UnaryOperator<Capabilities> capabilities) {
        super(delegate);
        this.script = script;
        this.capabilities = capabilities;
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return capabilities.apply(super.capabilities(path));
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        script.before(Step.STAT, path);
        return super.stat(path, links);
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        script.before(Step.LIST, directory);
        BackendListing inner = super.list(directory, options);
        return new BackendListing() {
            @Override
            public @Nullable FileInfo next() throws IOException {
                script.before(Step.NEXT, directory);
                return inner.next();
            }

            @Override
            public void close() throws IOException {
                inner.close();
            }
        };
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        script.before(Step.OPEN_READ, path);
        BackendReadHandle inner = super.openRead(path);
        return new BackendReadHandle() {
            @Override
            public FileInfo info() {
                return inner.info();
            }

            @Override
            public int read(ByteBuffer target, long position) throws IOException {
                script.before(Step.READ, path);
                return inner.read(target, position);
            }

            @Override
            public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
                script.before(Step.READ, path);
                return inner.transferTo(position, count, target);
            }

            @Override
            public void close() throws IOException {
                inner.close();
            }
        };
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        script.before(Step.OPEN_WRITE, path);
        BackendWriteHandle inner = super.openWrite(path, options);
        return new ForwardingWriteHandle(inner) {
            @Override
            public void write(ByteBuffer source) throws IOException {
                script.before(Step.WRITE, path);
                super.write(source);
            }

            @Override
            public FileInfo commit() throws IOException {
                try {
                    script.before(Step.COMMIT, path);
                } catch (IOException failure) {
                    super.abort();
                    throw failure;
                }
                return super.commit();
            }
        };
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        script.before(Step.CREATE_DIRECTORY, directory);
        super.createDirectory(directory);
    }

    @Override
    public void delete(FsPath path) throws IOException {
        script.before(Step.DELETE, path);
        super.delete(path);
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        script.before(Step.MOVE, source);
        super.move(source, target, ifExists);
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        script.before(Step.COPY, source);
        super.copy(source, target, ifExists);
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        script.before(Step.SET_ATTRIBUTES, path);
        super.setAttributes(path, changes, links);
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        script.before(Step.CREATE_LINK, link);
        super.createSymbolicLink(link, target);
    }

    @Override
    public void close() {}
}
