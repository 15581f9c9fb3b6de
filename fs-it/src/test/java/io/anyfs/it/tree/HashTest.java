package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.FileSystem;
import io.anyfs.IsDirectoryException;
import io.anyfs.it.tree.ScriptedBackend.Script;
import io.anyfs.it.tree.ScriptedBackend.Step;
import io.anyfs.tree.Hash;
import io.anyfs.tree.HashAlgorithm;
import io.anyfs.tree.TreeHash;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashTest extends TreeTest {

    /** The values of the algorithms' own documents for "abc", and of CRC-32 for its usual check input. */
    @ParameterizedTest
    @CsvSource({
        "crc32, 123456789, cbf43926",
        "md5, abc, 900150983cd24fb0d6963f7d28e17f72",
        "SHA-1, abc, a9993e364706816aba3e25717850c26c9cd0d89d",
        "sha256, abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha_512, abc, ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
    })
    void hashes_a_file(String algorithm, String text, String hex) throws IOException {
        fs.write("/f", text);
        assertEquals(hex, Hash.of(fs, path("/f"), HashAlgorithm.of(algorithm)).toString());
    }

    @Test
    void hashes_large_and_empty_files_and_ranges() throws IOException {
        byte[] bytes = new byte[5_000_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        fs.write("/large", bytes);
        fs.write("/part", Arrays.copyOfRange(bytes, 1_000_000, 4_000_001));
        fs.write("/empty", "");

        assertEquals(
                Hash.of(fs, path("/part"), HashAlgorithm.SHA_256),
                Hash.ofRange(fs, path("/large"), 1_000_000, 3_000_001, HashAlgorithm.SHA_256));
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                Hash.of(fs, path("/empty"), HashAlgorithm.SHA_256).hex());
        assertEquals(
                Hash.of(fs, path("/empty"), HashAlgorithm.MD5),
                Hash.ofRange(fs, path("/large"), bytes.length, 0, HashAlgorithm.MD5));
    }

    @Test
    void a_range_past_the_end_a_directory_and_an_unknown_name_are_refused() throws IOException {
        grow(fs, "/f", "/d/");
        assertThrows(EOFException.class, () -> Hash.ofRange(fs, path("/f"), 0, 2, HashAlgorithm.MD5));
        assertThrows(EOFException.class, () -> Hash.ofRange(fs, path("/f"), 9, 1, HashAlgorithm.MD5));
        assertThrows(IllegalArgumentException.class, () -> Hash.ofRange(fs, path("/f"), -1, 1, HashAlgorithm.MD5));
        assertThrows(IsDirectoryException.class, () -> Hash.of(fs, path("/d"), HashAlgorithm.MD5));
        assertThrows(IllegalArgumentException.class, () -> HashAlgorithm.of("md6"));
    }

    @Test
    void a_failing_read_is_told_and_closes_the_file() throws IOException {
        grow(fs, "/f");
        try (FileSystem faulty = scripted(Script.failing(Step.READ, "/f"))) {
            assertThrows(IOException.class, () -> Hash.of(faulty, path("/f"), HashAlgorithm.MD5));
            assertEquals(List.of(), faulty.openResources());
        }
    }

    @Test
    void the_manifest_of_a_tree_is_sorted_and_escaped_and_its_hash_is_that_of_the_tree() throws IOException {
        grow(fs, "/t/b/x", "/t/b.c", "/t/line\nfeed \\");
        fs.createSymbolicLink(path("/t/link"), "b");
        List<String> lines = new ArrayList<>();

        Hash hash = TreeHash.of(fs, path("/t")).by(HashAlgorithm.CRC32).compute(line -> lines.add(line.toString()));

        String x = Hash.of(fs, path("/t/b/x"), HashAlgorithm.CRC32).hex();
        String c = Hash.of(fs, path("/t/b.c"), HashAlgorithm.CRC32).hex();
        String odd = Hash.of(fs, path("/t/line\nfeed \\"), HashAlgorithm.CRC32).hex();
        fs.write("/target", "b");
        fs.write("/manifest", String.join("", lines));
        String link = Hash.of(fs, path("/target"), HashAlgorithm.CRC32).hex();
        assertEquals(
                List.of(
                        "d - b\n",
                        "f " + x + " b/x\n",
                        "f " + c + " b.c\n",
                        "f " + odd + " line\\nfeed \\\\\n",
                        "l " + link + " link\n"),
                lines);
        assertEquals(Hash.of(fs, path("/manifest"), HashAlgorithm.CRC32), hash);
    }

    @Test
    void equal_trees_hash_equal_and_any_difference_shows() throws IOException {
        grow(fs, "/one/a/b", "/one/c");
        grow(other, "/two/c", "/two/a/b");
        Hash one = TreeHash.of(fs, path("/one")).compute();

        assertEquals(one, TreeHash.of(other, path("/two")).compute());
        other.createDirectory("/two/empty");
        assertNotEquals(one, TreeHash.of(other, path("/two")).compute());
        other.delete("/two/empty");
        other.write("/two/c", "C");
        assertNotEquals(one, TreeHash.of(other, path("/two")).compute());
    }
}
