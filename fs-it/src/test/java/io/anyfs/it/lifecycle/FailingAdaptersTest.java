package io.anyfs.it.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Operation;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.lifecycle.OpenResource;
import io.anyfs.lifecycle.ResourceKind;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.nio.NioFileSystems;
import io.anyfs.nio.backend.NioFileSystem;
import io.anyfs.tree.TreeDelete;
import io.anyfs.vfs2.AnyfsFileProvider;
import io.anyfs.vfs2.VfsFileSystems;
import io.anyfs.vfs2.backend.VfsFileSystem;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.Selectors;
import org.apache.commons.vfs2.impl.DefaultFileSystemManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whichever call of the storage fails, an adapter holds nothing of it afterwards, and nothing at all when it is closed. */
class FailingAdaptersTest {

    /** More calls of one kind than any of the programs makes. */
    private static final int MOST_CALLS = 500;

    private static final byte[] CONTENT = new byte[100_000];

    /** A program that uses a storage by an adapter, and closes all that it opens. */
    private interface Session extends Closeable {
        void use() throws IOException;
    }

    enum Adapter {
        NIO {
            @Override
            Session open(FileSystem storage) {
                java.nio.file.FileSystem files = NioFileSystems.of(storage);
                return session(() -> useFiles(files.getPath("/")), files);
            }
        },
        NIO_AND_BACK {
            @Override
            Session open(FileSystem storage) throws IOException {
                FileSystem back = NioFileSystem.owning(NioFileSystems.of(storage));
                return session(() -> useStorage(back), back);
            }
        },
        VFS {
            @Override
            Session open(FileSystem storage) throws IOException {
                DefaultFileSystemManager manager = manager();
                FileObject root = VfsFileSystems.of(manager, storage);
                return session(() -> useFileObjects(root), manager::close);
            }
        },
        VFS_AND_BACK {
            @Override
            Session open(FileSystem storage) throws IOException {
                DefaultFileSystemManager manager = manager();
                FileSystem back = VfsFileSystem.of(VfsFileSystems.of(manager, storage));
                return session(() -> useStorage(back), () -> {
                    back.close();
                    manager.close();
                });
            }
        };

        abstract Session open(FileSystem storage) throws IOException;
    }

    /** What a session does, or how it ends. */
    @FunctionalInterface
    private interface Doing {
        void run() throws IOException;
    }

    private static Session session(Doing use, Closeable end) {
        return new Session() {
            @Override
            public void use() throws IOException {
                use.run();
            }

            @Override
            public void close() throws IOException {
                end.close();
            }
        };
    }

    private static DefaultFileSystemManager manager() throws IOException {
        DefaultFileSystemManager manager = new DefaultFileSystemManager();
        manager.addProvider("anyfs", new AnyfsFileProvider());
        manager.init();
        return manager;
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_left_open_whichever_call_fails(Adapter adapter) throws IOException {
        int failures = 0;
        for (Operation operation : Operation.values()) {
            int call = 1;
            while (failsAt(adapter, operation, call)) {
                failures++;
                call++;
                assertTrue(call < MOST_CALLS, () -> "no end of " + operation);
            }
        }
        assertTrue(failures > 10, "only " + failures + " calls failed");
    }

    /** Whether there was such a call. */
    private static boolean failsAt(Adapter adapter, Operation operation, int call) throws IOException {
        FaultPlan plan = new FaultPlan(0);
        plan.at(call, operation, Fault.fail());
        String where = operation + " " + call + ", by " + adapter;
        FileSystem storage = FileSystem.over(new FaultBackend(new MemoryBackend(MemoryOptions.DEFAULT), plan));
        FileSystem borrow = storage.borrow("adapter");
        try {
            try (Session session = adapter.open(borrow)) {
                ends(session::use);
                assertEquals(List.of(), held(storage), where);
            } catch (IOException itself) {
                assertEquals(1, plan.fired().size(), () -> where + ": " + itself);
                assertEquals(List.of(), held(storage), where);
                // What could not be opened is still the caller's.
                borrow.close();
            }
            assertEquals(List.of(), storage.openResources(), where);
        } finally {
            ends(storage::close);
        }
        assertEquals(List.of(), storage.openResources(), where);
        return !plan.fired().isEmpty();
    }

    private static void ends(Doing step) {
        try {
            step.run();
        } catch (IOException planned) {
            // The program ends there.
        }
    }

    private static List<OpenResource> held(FileSystem storage) {
        return storage.openResources().stream()
                .filter(open -> open.kind() != ResourceKind.BORROW)
                .toList();
    }

    private static void useFiles(Path root) throws IOException {
        Path file = root.resolve("d/e/f");
        Files.createDirectories(root.resolve("d/e"));
        Files.write(file, CONTENT);
        try (InputStream in = Files.newInputStream(file)) {
            in.read(new byte[10]);
        }
        Files.copy(file, root.resolve("d/g"));
        Files.move(root.resolve("d/g"), file, StandardCopyOption.REPLACE_EXISTING);
        try (Stream<Path> all = Files.walk(root)) {
            assertEquals(4, all.count());
        } catch (java.io.UncheckedIOException failure) {
            throw failure.getCause();
        }
        Files.delete(file);
    }

    private static void useFileObjects(FileObject root) throws IOException {
        FileObject file = root.resolveFile("d/e/f");
        try (OutputStream out = file.getContent().getOutputStream()) {
            out.write(CONTENT);
        }
        try (InputStream in = file.getContent().getInputStream()) {
            in.read(new byte[10]);
        }
        FileObject other = root.resolveFile("d/g");
        other.copyFrom(file, Selectors.SELECT_SELF);
        file.delete();
        other.moveTo(file);
        assertEquals(1, root.getChildren().length);
        root.resolveFile("d").delete(Selectors.SELECT_ALL);
    }

    private static void useStorage(FileSystem files) throws IOException {
        files.createDirectories("/d/e");
        files.write("/d/e/f", CONTENT);
        try (InputStream in = files.newInputStream("/d/e/f")) {
            in.read(new byte[10]);
        }
        files.copy("/d/e/f", "/d/g");
        files.move(FsPath.of("/d/g"), FsPath.of("/d/e/f"), IfExists.REPLACE);
        assertEquals(1, files.entries("/d").size());
        TreeDelete.of(files, FsPath.of("/d")).run();
    }
}
