package io.anyfs.nio.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.nio.NioFileSystems;
import io.anyfs.nio.NioOptions;
import io.anyfs.nio.NioOptions.Locks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database whose files are read, written, cut and locked while they are open. */
class H2Test {

    @Test
    void a_database_is_kept_in_memory() throws IOException, SQLException {
        keep(MemoryFileSystem.create());
    }

    @Test
    void a_database_is_kept_on_disk(@TempDir Path disk) throws IOException, SQLException {
        keep(LocalFileSystem.open(disk));
    }

    private static void keep(FileSystem storage) throws IOException, SQLException {
        NioOptions options = NioOptions.DEFAULT.withLocks(Locks.WITHIN_PROCESS);
        try (java.nio.file.FileSystem nio = NioFileSystems.of(storage, options)) {
            H2Path files = new H2Path(nio.getPath("/"));
            FilePath.register(files);
            try {
                write();
                read();
            } finally {
                FilePath.unregister(files);
            }
            assertTrue(Files.size(nio.getPath("/data.mv.db")) > 0);
        }
    }

    private static void write() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (id int primary key, text varchar)");
            statement.execute("insert into t select x, 'row ' || x from system_range(1, 2000)");
            statement.execute("delete from t where mod(id, 2) = 0");
        }
    }

    private static void read() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("select count(*), max(text) from t")) {
                assertTrue(rows.next());
                assertEquals(1000, rows.getInt(1));
                assertEquals("row 999", rows.getString(2));
            }
            statement.execute("shutdown compact");
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:anyfs:/data");
    }
}
