package io.anyfs.vfs2.backend;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.spi.Backend;
import io.anyfs.tree.Walk;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files of a storage as a zip file that is read through Commons VFS: packed anew whenever somebody looks after a change. */
final class Packed implements InvocationHandler, Closeable {

    private final FileSystem content;
    private final Path directory;
    private final Deque<VfsBackend> opened = new ArrayDeque<>();
    private List<FileInfo> packed = List.of();

    private Packed(FileSystem content, Path directory) {
        this.content = content;
        this.directory = directory;
    }

    static Backend of(FileSystem content, Path directory) {
        return (Backend) Proxy.newProxyInstance(
                Packed.class.getClassLoader(), new Class<?>[] {Backend.class}, new Packed(content, directory));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("close")) {
            close();
            return null;
        }
        try {
            return method.invoke(upToDate(), arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    /** Older ones stay open, as handles may be open in them. */
    private synchronized VfsBackend upToDate() throws IOException {
        List<FileInfo> now = files();
        if (opened.isEmpty() || !now.equals(packed)) {
            Path file = directory.resolve(opened.size() + ".zip");
            pack(now, file);
            packed = now;
            opened.push(PrivateVfs.open("zip:" + file.toUri(), new org.apache.commons.vfs2.FileSystemOptions()));
        }
        return opened.element();
    }

    /** Without links, which zip files of Java have not. */
    private List<FileInfo> files() throws IOException {
        try (Stream<FileInfo> all = Walk.of(content, "/").minDepth(1).stream()) {
            return all.filter(file -> file.isFile() || file.isDirectory()).toList();
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private void pack(List<FileInfo> files, Path target) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
            zip.setLevel(1);
            for (FileInfo file : files) {
                String name = file.path().from(FsPath.ROOT).toString().substring(1);
                ZipEntry entry = new ZipEntry(file.isDirectory() ? name + "/" : name);
                entry.setTime(file.lastModified().toEpochMilli());
                zip.putNextEntry(entry);
                if (file.isFile()) {
                    zip.write(content.readBytes(file.path().toString()));
                }
                zip.closeEntry();
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
