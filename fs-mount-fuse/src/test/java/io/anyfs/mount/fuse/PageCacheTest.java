package io.anyfs.mount.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.mount.os.OsMountOptions;
import io.anyfs.mount.os.PageCache;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kernel keeps of new files: only what it keeps can be mapped together with others. */
class PageCacheTest {

    @ParameterizedTest
    @CsvSource({"NONE, ENODEV, ENODEV", "UNTIL_CHANGED, ENODEV, mapped", "FOREVER, mapped, mapped"})
    void new_files_are_kept_while_they_are_written_if_all_is_kept_forever(
            PageCache pageCache, String written, String closed) throws Exception {
        Shell.require("python3");
        try (Mounted mounted = Mounted.of(MemoryFileSystem.create(), OsMountOptions.DEFAULT.caching(pageCache))) {
            assertEquals(written + "\n" + closed, mounted.shell().run("""
                    python3 - <<'END'
                    import errno, mmap

                    def look():
                        try:
                            with open("a", "rb") as reader:
                                mmap.mmap(reader.fileno(), 0, prot=mmap.PROT_READ).close()
                            print("mapped")
                        except OSError as failure:
                            print(errno.errorcode[failure.errno])

                    with open("a", "wb", buffering=0) as writer:
                        writer.write(b"123")
                        look()
                    look()
                    END
                    """));
        }
    }
}
