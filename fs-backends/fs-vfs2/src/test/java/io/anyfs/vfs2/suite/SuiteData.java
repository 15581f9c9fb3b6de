package io.anyfs.vfs2.suite;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalFileSystem;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.commons.vfs2.AbstractProviderTestConfig;
import org.apache.commons.vfs2.VfsTestUtils;

/** The files that Commons VFS's tests of a provider expect, which their jar has itself. */
final class SuiteData {

    private static final String ROOT = "test-data/";

    private SuiteData() {}

    /** Copies into a storage what the tests read, and gives them a folder to write in. */
    static void into(FileSystem storage) throws IOException {
        URL data = AbstractProviderTestConfig.class.getResource("/" + ROOT);
        try (JarFile jar = ((JarURLConnection) data.openConnection()).getJarFile()) {
            for (JarEntry entry : jar.stream().toList()) {
                String name = entry.getName();
                boolean needed = name.startsWith(ROOT + "read-tests/") || name.startsWith(ROOT + "code/");
                if (needed && !entry.isDirectory()) {
                    String path = "/" + name.substring(ROOT.length());
                    storage.createDirectories(path.substring(0, path.lastIndexOf('/') + 1));
                    storage.write(path, jar.getInputStream(entry).readAllBytes());
                }
            }
        }
        storage.createDirectories("/read-tests/emptydir");
        storage.createDirectories("/write-tests");
    }

    /** The same on disk, where the tests compare, and keep temporary files. They ask for it once in a
     * process, and no two processes may share it. */
    static void onDisk() throws IOException {
        Path directory = Files.createDirectories(
                Path.of("target", "vfs-suite-" + ProcessHandle.current().pid()).toAbsolutePath());
        System.setProperty(VfsTestUtils.TEST_BASE_DIR, directory.toString());
        try (FileSystem disk = LocalFileSystem.open(directory)) {
            into(disk);
        }
    }
}
