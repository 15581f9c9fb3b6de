package io.anyfs.vfs2.backend;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Makes archives that tests look into. A name with a slash at its end is a directory. */
final class Archives {

    private Archives() {}

    static Path zip(Path file, Map<String, String> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }

    /** A tar file, compressed as the end of its name says. */
    static Path tar(Path file, Map<String, String> entries) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(compressed(file), "UTF-8")) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                byte[] bytes = entry.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry header = new TarArchiveEntry(entry.getKey());
                header.setSize(bytes.length);
                tar.putArchiveEntry(header);
                tar.write(bytes);
                tar.closeArchiveEntry();
            }
        }
        return file;
    }

    static Path compress(Path file, String content) throws IOException {
        try (OutputStream target = compressed(file)) {
            target.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static OutputStream compressed(Path file) throws IOException {
        OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file));
        String name = file.toString();
        if (name.endsWith("gz")) {
            return new GZIPOutputStream(raw);
        }
        return name.endsWith("bz2") ? new BZip2CompressorOutputStream(raw) : raw;
    }
}
