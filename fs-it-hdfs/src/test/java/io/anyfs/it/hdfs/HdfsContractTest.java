package io.anyfs.it.hdfs;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.tck.FileSystemContract;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** HDFS keeps the contract, through Commons VFS. One cluster serves all cases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HdfsContractTest extends FileSystemContract {

    @TempDir
    static Path directory;

    private @Nullable MiniDFSCluster cluster;
    private int opened;

    @BeforeAll
    void startCluster() throws IOException {
        File data = directory.resolve("cluster").toFile();
        cluster = new MiniDFSCluster.Builder(new Configuration(), data).build();
        cluster.waitClusterUp();
    }

    @AfterAll
    void stopCluster() {
        if (cluster != null) {
            cluster.shutdown();
        }
    }

    @Override
    protected FileSystem open() throws IOException {
        MiniDFSCluster running = Objects.requireNonNull(cluster);
        String root = "/case-" + opened++;
        running.getFileSystem().mkdirs(new org.apache.hadoop.fs.Path(root));
        return FileSystems.open("vfs+hdfs://127.0.0.1:" + running.getNameNodePort() + root);
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }

    @Override
    public int rounds() {
        return 2;
    }

    @Override
    public int entries() {
        return 50;
    }

    @Override
    public int levels() {
        return 10;
    }
}
