package io.anyfs.spec.content;

import io.anyfs.AttributeChanges;
import io.anyfs.FsPath;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What is in a zip file. Its modes and links are in a part that the JDK does not read. */
record ZipTree(Source source) implements CopiedTree {

    @Override
    public void writeTo(TreeWriter writer, FsPath target) throws IOException {
        boolean any = false;
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(source.open()))) {
            for (ZipEntry member = zip.getNextEntry(); member != null; member = zip.getNextEntry()) {
                any = true;
                FsPath path = CopiedTree.member(source, member.getName(), target);
                FileTime modified = member.getLastModifiedTime();
                AttributeChanges kept =
                        writer.kept(path, new Entry.Facts(modified == null ? null : modified.toInstant(), null));
                if (member.isDirectory()) {
                    writer.directory(path, kept);
                } else {
                    writer.file(path, zip::transferTo, kept);
                }
            }
        } catch (IOException failure) {
            throw CopiedTree.named(source, failure);
        }
        if (!any) {
            throw new IOException(source + ": not a zip file, or one with nothing in it");
        }
    }
}
