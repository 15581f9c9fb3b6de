package io.anyfs.spec.content;

import io.anyfs.FsPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A directory of this machine, or one file. Links within are copied as links. */
record DirectoryTree(Path root) implements CopiedTree {

    @Override
    public void writeTo(TreeWriter writer, FsPath target) throws IOException {
        Path start = root.toRealPath();
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                FsPath path = path(start, directory, target);
                writer.directory(path, writer.kept(path, facts(directory, attributes)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                FsPath path = path(start, file, target);
                if (attributes.isSymbolicLink()) {
                    writer.link(path, Files.readSymbolicLink(file).toString().replace(File.separatorChar, '/'));
                } else {
                    writer.file(path, out -> Files.copy(file, out), writer.kept(path, facts(file, attributes)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static FsPath path(Path start, Path entry, FsPath target) {
        String relative = start.relativize(entry).toString().replace(File.separatorChar, '/');
        return relative.isEmpty() ? target : FsPath.of("/" + relative).under(target);
    }

    private static Entry.Facts facts(Path entry, BasicFileAttributes attributes) throws IOException {
        Instant modified = attributes.lastModifiedTime().toInstant();
        return new Entry.Facts(modified, mode(entry));
    }

    private static @Nullable Integer mode(Path entry) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(entry, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return null;
        }
        String permissions = PosixFilePermissions.toString(view.readAttributes().permissions());
        int mode = 0;
        for (int i = 0; i < permissions.length(); i++) {
            mode = mode << 1 | (permissions.charAt(i) == '-' ? 0 : 1);
        }
        return mode;
    }
}
