package io.anyfs.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the Java of the documents compiles against what they describe. It is not run. */
class JavaExamplesTest {

    private static final String IMPORTS = """
            import static org.junit.jupiter.api.Assertions.*;
            import io.anyfs.*;
            import io.anyfs.crypt.*;
            import io.anyfs.expose.*;
            import io.anyfs.expose.audit.*;
            import io.anyfs.expose.ftp.*;
            import io.anyfs.expose.ftp.tls.*;
            import io.anyfs.expose.sftp.*;
            import io.anyfs.fault.*;
            import io.anyfs.junit.*;
            import io.anyfs.local.*;
            import io.anyfs.memory.*;
            import io.anyfs.mount.*;
            import io.anyfs.mount.Snapshot;
            import io.anyfs.mount.os.*;
            import io.anyfs.nio.*;
            import io.anyfs.nio.backend.*;
            import io.anyfs.overlay.mount.*;
            import io.anyfs.overlay.union.*;
            import io.anyfs.s3.*;
            import io.anyfs.served.*;
            import io.anyfs.spec.*;
            import io.anyfs.spec.content.*;
            import io.anyfs.spi.*;
            import io.anyfs.tck.*;
            import io.anyfs.tck.model.*;
            import io.anyfs.tck.subject.*;
            import io.anyfs.tree.*;
            import io.anyfs.vfs2.*;
            import io.anyfs.vfs2.backend.*;
            import java.io.IOException;
            import java.nio.file.AccessDeniedException;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.time.*;
            import java.util.*;
            import java.util.stream.Stream;
            import org.apache.commons.vfs2.FileObject;
            import org.apache.commons.vfs2.FileSystemManager;
            import org.apache.commons.vfs2.FileSystemOptions;
            import org.apache.commons.vfs2.Selectors;
            import org.apache.commons.vfs2.VFS;
            import org.junit.jupiter.api.Test;
            """;

    /** What the examples speak of and leave to the reader. */
    private static final String READER = """
            abstract class Reader {
                FileSystem fs;
                byte[] bytes;
                Backend archive;
                Backend template;
                com.google.crypto.tink.Aead kms;
                Authenticator users;
                Queue<String> queue;
            }
            class Report {
                Report(FileSystem fs) {}
                void write(String directory) throws IOException {}
            }
            class MyBackend extends ForwardingBackend {
                MyBackend() {
                    super(new MemoryBackend(MemoryOptions.DEFAULT));
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void every_example_in_java_compiles() throws IOException {
        List<Path> sources = new ArrayList<>();
        List<Example> examples = Example.of("java")
                .filter(example -> !example.text().startsWith("module "))
                .toList();
        for (int i = 0; i < examples.size(); i++) {
            sources.add(write("example" + i, examples.get(i)));
        }
        assertEquals("", errors(sources, examples));
    }

    /** Each in a package of its own, for some have the same names. */
    private Path write(String name, Example example) throws IOException {
        String text = example.text().replaceAll("(?m)^\\s*(\\.\\.\\.|…)$", "");
        String source;
        if (text.contains("class ")) {
            source = text;
        } else if (text.lines().anyMatch("@Override"::equals)) {
            source = "abstract class Example extends FileSystemContract {\n" + text + "}\n";
        } else {
            source = "abstract class Example extends Reader {\nvoid example() throws Exception {\n" + text + "}\n}\n";
        }
        Path file = Files.createDirectory(directory.resolve(name)).resolve("Example.java");
        return Files.writeString(file, "package " + name + ";\n" + IMPORTS + source + READER);
    }

    private String errors(List<Path> sources, List<Example> examples) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-nowarn",
                    "-d",
                    directory.toString(),
                    "-classpath",
                    System.getProperty("java.class.path"));
            compiler.getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        Stream<String> errors = found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> where(diagnostic, sources, examples) + ": " + diagnostic.getMessage(null));
        return errors.collect(Collectors.joining("\n"));
    }

    private static String where(
            Diagnostic<? extends JavaFileObject> error, List<Path> sources, List<Example> examples) {
        JavaFileObject source = error.getSource();
        int index = source == null ? -1 : sources.indexOf(Path.of(source.toUri()));
        return index < 0 ? "" : examples.get(index).toString();
    }
}
