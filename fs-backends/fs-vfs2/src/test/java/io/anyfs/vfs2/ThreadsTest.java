package io.anyfs.vfs2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.impl.DefaultFileSystemManager;
import org.junit.jupiter.api.Test;

class ThreadsTest {

    private static final int THREADS = 8;
    private static final int FILES = 25;

    @Test
    void threads_share_a_filesystem() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (DefaultFileSystemManager manager = Managers.bare()) {
            FileSystem storage = MemoryFileSystem.create();
            FileObject root = VfsFileSystems.of(manager, storage);
            List<Future<Integer>> done = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String folder = "shared/" + i;
                done.add(threads.submit(() -> work(root.resolveFile(folder))));
            }
            for (Future<Integer> each : done) {
                assertEquals(FILES, each.get());
            }
            assertEquals(THREADS, storage.entries("/shared").size());
            assertEquals(List.of(), storage.openResources());
        } finally {
            threads.shutdownNow();
        }
    }

    private static int work(FileObject folder) throws Exception {
        for (int i = 0; i < FILES; i++) {
            FileObject file = folder.resolveFile("written" + i);
            Managers.write(file, "text " + i);
            file.moveTo(folder.resolveFile("moved" + i));
            assertEquals("text " + i, Managers.read(folder.resolveFile("moved" + i)));
        }
        return folder.getChildren().length;
    }
}
