package io.anyfs.spec.content;

import io.anyfs.AttributeChanges;
import io.anyfs.FsPath;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** What is in a tar file: files, directories and links; a hard link becomes a copy. Of the compressions it knows gzip and bzip2 by their first bytes. */
record TarTree(Source source) implements CopiedTree {

    private static final int PERMISSIONS = 07777;

    @Override
    public void writeTo(TreeWriter writer, FsPath target) throws IOException {
        boolean any = false;
        try (InputStream in = new BufferedInputStream(source.open());
                TarArchiveInputStream tar = new TarArchiveInputStream(decompressed(in), "UTF-8")) {
            for (TarArchiveEntry member = tar.getNextEntry(); member != null; member = tar.getNextEntry()) {
                any = true;
                write(writer, tar, member, target);
            }
        } catch (IOException failure) {
            throw CopiedTree.named(source, failure);
        }
        if (!any) {
            throw new IOException(source + ": not a tar file, or one with nothing in it");
        }
    }

    private void write(TreeWriter writer, TarArchiveInputStream tar, TarArchiveEntry member, FsPath target)
            throws IOException {
        FsPath path = CopiedTree.member(source, member.getName(), target);
        AttributeChanges kept = writer.kept(
                path, new Entry.Facts(member.getLastModifiedTime().toInstant(), member.getMode() & PERMISSIONS));
        if (member.isDirectory()) {
            writer.directory(path, kept);
        } else if (member.isSymbolicLink()) {
            writer.link(path, member.getLinkName());
        } else if (member.isLink()) {
            writer.copy(CopiedTree.member(source, member.getLinkName(), target), path);
        } else if (member.isFile()) {
            writer.file(path, tar::transferTo, kept);
        } else {
            throw new FileSystemException(
                    source.toString(),
                    null,
                    "'" + member.getName() + "' is neither a file, a directory nor a symbolic link");
        }
    }

    private static InputStream decompressed(InputStream in) throws IOException {
        in.mark(3);
        byte[] magic = in.readNBytes(3);
        in.reset();
        if (magic.length == 3 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
            return new GZIPInputStream(in);
        }
        if (magic.length == 3 && magic[0] == 'B' && magic[1] == 'Z' && magic[2] == 'h') {
            return new BZip2CompressorInputStream(in, true);
        }
        return in;
    }
}
