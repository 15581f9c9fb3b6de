package io.anyfs.nio.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a storage that is seen through the JDK's interface must not leave behind. */
final class UnfinishedFiles {

    private UnfinishedFiles() {}

    static List<String> below(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.map(Path::toString)
                    .filter(path -> path.contains("/.nio-anyfs-"))
                    .toList();
        }
    }
}
