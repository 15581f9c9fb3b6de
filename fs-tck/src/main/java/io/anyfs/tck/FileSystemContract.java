package io.anyfs.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.lifecycle.LeakDetection;
import io.anyfs.tck.subject.Eventually;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Without;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The filesystem contract as tests. A storage is tested by one subclass:
 *
 * <pre>{@code
 * class MyBackendTest extends FileSystemContract {
 *     @Override
 *     protected FileSystem open() {
 *         return FileSystem.over(new MyBackend());
 *     }
 * }
 * }</pre>
 *
 * <p>The cases are chosen by what the filesystem {@linkplain FileSystem#capabilities() declares}: what it declares is proved
 * to work, what it does not declare is proved to be refused with nothing changed. Each case gets a filesystem of its own,
 * and fails if it leaves anything open.
 *
 * <p>A storage that cannot keep a rule and has no capability to say so overrides that case, asserts the exact other behaviour
 * and says why, by {@link Deviation}. An override has to repeat the annotations of the case ({@code @Test}, {@code @Requires} …), as JUnit does not
 * inherit them; without {@code @Test} it would silently not be run.
 */
@DisplayNameGeneration(CaseNames.class)
@ExtendWith(ContractReport.class)
public abstract class FileSystemContract extends Topics {

    private final Deque<Closeable> toClose = new ArrayDeque<>();
    private LeakDetection levelBefore = LeakDetection.current();
    private FileSystem fs;
    private FileSystem given;

    /** A contract for one storage. */
    protected FileSystemContract() {}

    // ---------------------------------------------------------------- what a subclass says

    /** Opens a fresh, empty filesystem. It is closed after the case. Called once for each case. */
    protected abstract FileSystem open() throws IOException;

    /**
     * The filesystem through which cases put things in place and look at them afterwards, over the same storage as
     * {@code opened}: overridden where that one cannot write. To be closed by {@link #closeAfterwards} where it is another one.
     */
    protected FileSystem preparing(FileSystem opened) throws IOException {
        return opened;
    }

    @Override
    public int chunkSize() {
        return 64 * 1024;
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return true;
    }

    @Override
    public boolean sparseCopiesAreCheap() {
        return sparseFilesAreCheap();
    }

    @Override
    public List<String> secrets() {
        return List.of();
    }

    @Override
    public List<String> leftovers() throws IOException {
        return List.of();
    }

    /** Closes something after the case, the latest first; what {@link #open} hands in comes after the filesystem itself. */
    protected final <T extends Closeable> T closeAfterwards(T resource) {
        toClose.push(resource);
        return resource;
    }

    // ---------------------------------------------------------------- what the cases get

    @Override
    public final FileSystem fs() {
        return fs;
    }

    @Override
    public final FileSystem given() {
        return given;
    }

    // A case of this class itself: Topics tells what for.
    @Override
    @Test
    public void closing_twice_is_closing_once() throws IOException {
        super.closing_twice_is_closing_once();
    }

    // ---------------------------------------------------------------- around each case

    @BeforeEach
    final void openFreshFileSystem(TestInfo info) throws IOException {
        levelBefore = LeakDetection.current();
        LeakDetection.use(LeakDetection.STRICT);
        fs = closeAfterwards(open());
        given = preparing(fs);
        assertEquals(List.of(), given.entries("/"), "open() has to give an empty filesystem");
        Method method = info.getTestMethod().orElseThrow();
        assumeDeclared(method.getDeclaringClass());
        assumeDeclared(method);
    }

    @AfterEach
    final void expectNothingLeftOpen() throws IOException {
        try {
            expectNothingLeft();
        } finally {
            LeakDetection.use(levelBefore);
        }
    }

    private void expectNothingLeft() throws IOException {
        try {
            if (fs.isOpen()) {
                assertEquals(List.of(), fs.openResources(), "the case, or the filesystem, has left something open");
            }
            Eventually.holds(() -> leftovers().isEmpty(), this::tellLeftovers);
        } finally {
            closeAll();
        }
        assertEquals(List.of(), fs.openResources(), "open after close");
    }

    private String tellLeftovers() {
        try {
            return "left behind in the storage: " + leftovers();
        } catch (IOException failure) {
            return "left behind in the storage, and failing to say what: " + failure;
        }
    }

    private void closeAll() throws IOException {
        IOException failed = null;
        while (!toClose.isEmpty()) {
            try {
                toClose.pop().close();
            } catch (IOException failure) {
                if (failed == null) {
                    failed = failure;
                } else {
                    failed.addSuppressed(failure);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private void assumeDeclared(AnnotatedElement element) {
        Without without = element.getAnnotation(Without.class);
        if (without != null) {
            assumeFalse(fs.capabilities().has(without.value()), () -> "declared: " + without.value());
        }
        Requires requires = element.getAnnotation(Requires.class);
        if (requires != null) {
            for (Capability capability : requires.value()) {
                if (!fs.capabilities().has(capability)) {
                    throw new UndeclaredException(capability);
                }
            }
        }
    }
}
