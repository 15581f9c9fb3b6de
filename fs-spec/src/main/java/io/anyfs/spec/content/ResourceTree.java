package io.anyfs.spec.content;

import io.anyfs.AttributeChanges;
import io.anyfs.FsPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** A directory in a jar of the class path, or one file of it. Times and modes are those of new files: a jar says little of them. */
record ResourceTree(Source source, URL url) implements CopiedTree {

    static CopiedTree of(Source source) throws IOException {
        URL url = source.url();
        if (url.getProtocol().equals("file")) {
            try {
                return new DirectoryTree(Path.of(url.toURI()));
            } catch (URISyntaxException unclear) {
                throw new IOException(source + ": its place makes no sense: " + url, unclear);
            }
        }
        return new ResourceTree(source, url);
    }

    @Override
    public void writeTo(TreeWriter writer, FsPath target) throws IOException {
        if (!(url.openConnection() instanceof JarURLConnection connection)) {
            writer.file(target, this::copyTo, AttributeChanges.NONE);
            return;
        }
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            String directory = source.resourceName() + "/";
            List<JarEntry> below = jar.stream()
                    .filter(entry -> entry.getName().startsWith(directory))
                    .toList();
            if (below.isEmpty()) {
                writer.file(target, this::copyTo, AttributeChanges.NONE);
                return;
            }
            for (JarEntry entry : below) {
                String name = entry.getName().substring(directory.length());
                FsPath path = name.isEmpty() ? target : CopiedTree.member(source, name, target);
                if (entry.isDirectory()) {
                    writer.directory(path, AttributeChanges.NONE);
                } else {
                    writer.file(
                            path,
                            out -> {
                                try (InputStream in = jar.getInputStream(entry)) {
                                    in.transferTo(out);
                                }
                            },
                            AttributeChanges.NONE);
                }
            }
        }
    }

    private void copyTo(OutputStream out) throws IOException {
        try (InputStream in = url.openStream()) {
            in.transferTo(out);
        }
    }
}
