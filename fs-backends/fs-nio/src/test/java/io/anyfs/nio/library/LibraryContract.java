package io.anyfs.nio.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

/** Libraries work on a storage without knowing of it. */
public abstract class LibraryContract {

    private FileSystem fs;
    private Path root;

    /** Libraries on one storage. */
    protected LibraryContract() {}

    /** An empty storage, with locks within the process. Closed after the case. */
    protected abstract FileSystem open() throws IOException;

    /** Lucene's directory. A storage that does not move atomically needs another rename. */
    protected Directory lucene(Path directory) throws IOException {
        return new NIOFSDirectory(directory);
    }

    /** Where the libraries work. */
    protected final Path root() {
        return root;
    }

    @BeforeEach
    final void openStorage() throws IOException {
        fs = open();
        root = fs.getPath("/work");
        Files.createDirectory(root);
    }

    @AfterEach
    final void closeStorage() throws IOException {
        fs.close();
    }

    @Test
    void lucene_writes_searches_and_merges_an_index() throws IOException {
        try (Directory directory = lucene(root.resolve("index"))) {
            for (int batch = 0; batch < 3; batch++) {
                try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()))) {
                    for (int number = 0; number < 50; number++) {
                        Document document = new Document();
                        document.add(new TextField("text", "batch" + batch + " number" + number, Field.Store.YES));
                        writer.addDocument(document);
                    }
                }
            }
            assertEquals(3, hits(directory, "number7"));
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()))) {
                writer.deleteDocuments(new Term("text", "batch1"));
                writer.forceMerge(1);
            }
            assertEquals(2, hits(directory, "number7"));
            assertEquals(0, hits(directory, "batch1"));
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                assertEquals(1, reader.leaves().size());
                assertEquals(100, reader.numDocs());
            }
        }
    }

    private static int hits(Directory directory, String word) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            return new IndexSearcher(reader).count(new TermQuery(new Term("text", word)));
        }
    }

    @Test
    void jackson_writes_and_reads_json() {
        Path file = root.resolve("a.json");
        Map<String, Object> value = Map.of("name", "ü", "numbers", List.of(1, 2, 3));
        new ObjectMapper().writeValue(file, value);
        assertEquals(value, new ObjectMapper().readValue(file, Map.class));
        assertEquals(2, new ObjectMapper().readTree(file).get("numbers").get(1).asInt());
    }

    @Test
    void the_jdk_makes_changes_and_reads_a_zip_file() throws IOException {
        Path zip = root.resolve("a.zip");
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Files.createDirectory(archive.getPath("/d"));
            Files.writeString(archive.getPath("/d/f"), "abc".repeat(1000));
        }
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of())) {
            Files.writeString(archive.getPath("/g"), "def");
            Files.move(archive.getPath("/d/f"), archive.getPath("/d/moved"));
        }
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of())) {
            assertEquals("abc".repeat(1000), Files.readString(archive.getPath("/d/moved")));
            Path unpacked = Files.copy(archive.getPath("/g"), root.resolve("g"), StandardCopyOption.COPY_ATTRIBUTES);
            assertEquals("def", Files.readString(unpacked));
        }
        assertEquals(List.of("a.zip", "g"), names());
    }

    @Test
    void the_compiler_compiles_from_it_and_to_it() throws Exception {
        Path sources = Files.createDirectories(root.resolve("sources/a"));
        Path classes = Files.createDirectory(root.resolve("classes"));
        Files.writeString(
                sources.resolve("One.java"),
                "package a; public class One { public String tell() { return Other.TEXT; } }");
        Files.writeString(
                sources.resolve("Other.java"), "package a; class Other { static final String TEXT = \"told\"; }");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            files.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of(root.resolve("sources")));
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            var units = files.getJavaFileObjects(sources.resolve("One.java"));
            assertTrue(compiler.getTask(null, files, null, List.of("-proc:none"), null, units)
                    .call());
        }
        assertEquals("told", new PathClasses(classes).tell("a.One"));
    }

    @Test
    void a_tree_is_copied_and_deleted_as_the_jdk_shows_it() throws IOException {
        Path from = Files.createDirectories(root.resolve("from/a/b"));
        IntStream.range(0, 20).forEach(number -> write(from.resolve("f" + number)));
        List<Path> all = new ArrayList<>();
        Files.walkFileTree(root.resolve("from"), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                all.add(file);
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
        assertEquals(20, all.size());
        assertEquals(List.of(), names());
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, file.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<String> names() throws IOException {
        try (var entries = Files.list(root)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** Classes in a directory of any filesystem. */
    private static final class PathClasses extends ClassLoader {
        private final Path directory;

        PathClasses(Path directory) {
            this.directory = directory;
        }

        String tell(String name) throws ReflectiveOperationException {
            Class<?> type = loadClass(name);
            return (String) type.getMethod("tell").invoke(type.getConstructor().newInstance());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try {
                byte[] bytes = Files.readAllBytes(directory.resolve(name.replace('.', '/') + ".class"));
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }
    }
}
