package shop

import io.anyfs.FileSystem
import io.anyfs.junit.MountedFs
import io.anyfs.junit.ServedOver
import io.anyfs.mount.MountScript
import io.anyfs.mount.Snapshot
import io.anyfs.mount.TreeAssert
import io.anyfs.served.Served
import io.anyfs.served.ServedAddress
import io.anyfs.served.ServedProtocol
import io.anyfs.spec.content.FileTree
import java.nio.file.Files
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.Test

fun ofFile(): MountScript = MountScript.memory().file("/of", "file")

class LibraryTest(@MountedFs(script = "library") private val constructed: FileSystem) {

    @MountedFs(script = "shop.LibraryTestKt#ofFile")
    lateinit var fs: FileSystem

    @ServedOver(ServedProtocol.SFTP)
    private lateinit var sftp: ServedAddress.Sftp

    @Test
    fun `fields and constructor parameters are injected`(@MountedFs(script = "library") same: FileSystem) {
        assertSame(constructed, same)
        assertEquals("text", constructed.readString("/book"))
        assertEquals("file", fs.readString("/of"))
        assertTrue(Files.exists(sftp.keyFile))
    }

    @Test
    fun `addresses are parameters`(
        @MountedFs(script = "library") @ServedOver(ServedProtocol.FTP) ftp: ServedAddress.Ftp,
    ) {
        assertEquals("127.0.0.1", ftp.host)
    }

    @Test
    fun `leaks fail the test`(@MountedFs fs: FileSystem) {
        fs.write("/a", "a")
        fs.openRead("/a")
    }

    @Test
    fun `all is there without annotations too`() {
        library().open().use { opened ->
            Snapshot.of(opened).use { before ->
                opened.write("/new", "new")
                before.restore()
            }
            TreeAssert.that(opened).isSameAs(FileTree.EMPTY.file("/book", "text"))
        }
        Served.over(library(), ServedProtocol.FTP).use { served -> assertTrue(served.sessions().isEmpty()) }
    }

    companion object {
        @MountedFs
        @JvmStatic
        private lateinit var shared: FileSystem

        @JvmStatic
        fun library(): MountScript = MountScript.memory().file("/book", "text")

        @BeforeAll
        @JvmStatic
        fun prepare(fs: FileSystem) {
            assertSame(shared, fs)
        }
    }
}
