package io.anyfs.it.tree;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Trees of random shape. */
final class SampleTrees {

    private SampleTrees() {}

    /** A tree with so many files, of up to 20,000 bytes and some of them empty, and about a quarter as many directories. */
    static void grow(FileSystem fs, FsPath root, int files, Random random) throws IOException {
        fs.createDirectory(root);
        List<FsPath> directories = new ArrayList<>(List.of(root));
        for (int i = 0; i < files; i++) {
            FsPath directory = directories.get(random.nextInt(directories.size()));
            if (random.nextInt(4) == 0) {
                directory = directory.child("dir " + i + " äß€");
                fs.createDirectory(directory);
                directories.add(directory);
            }
            byte[] bytes = new byte[random.nextInt(5) == 0 ? 0 : random.nextInt(20_000)];
            random.nextBytes(bytes);
            fs.write(directory.child("file " + i).toString(), bytes);
        }
    }
}
