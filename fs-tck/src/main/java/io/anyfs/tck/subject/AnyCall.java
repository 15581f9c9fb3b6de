package io.anyfs.tck.subject;

import io.anyfs.AttributeChanges;
import io.anyfs.DeleteScope;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.ListOptions;
import io.anyfs.WriteOptions;
import java.io.Closeable;
import java.io.IOException;

/** Each of the calls that a filesystem takes. */
public enum AnyCall {
    /** {@link FileSystem#capabilities(FsPath)}. */
    CAPABILITIES(fs -> fs.capabilities(On.FILE)),
    /** {@link FileSystem#stat(FsPath)}. */
    STAT(fs -> fs.stat(On.FILE)),
    /** {@link FileSystem#lstat(FsPath)}. */
    LSTAT(fs -> fs.lstat(On.FILE)),
    /** {@link FileSystem#exists(FsPath) exists}. */
    EXISTS(fs -> fs.exists(On.FILE)),
    /** {@link FileSystem#list(FsPath, ListOptions)}. */
    LIST(fs -> close(fs.list(FsPath.ROOT, ListOptions.ENTRIES))),
    /** {@link FileSystem#openRead(FsPath)}. */
    OPEN_READ(fs -> close(fs.openRead(On.FILE))),
    /** {@link FileSystem#openWrite(FsPath, WriteOptions)}. */
    OPEN_WRITE(fs -> close(fs.openWrite(On.FILE, WriteOptions.replace()))),
    /** {@link FileSystem#createDirectory(FsPath)}. */
    CREATE_DIRECTORY(fs -> fs.createDirectory(On.NEW)),
    /** {@link FileSystem#createDirectories(FsPath) createDirectories}. */
    CREATE_DIRECTORIES(fs -> fs.createDirectories(On.NEW)),
    /** {@link FileSystem#delete(FsPath)}. */
    DELETE(fs -> fs.delete(On.FILE)),
    /** {@link FileSystem#deleteIfExists(FsPath) deleteIfExists}. */
    DELETE_IF_EXISTS(fs -> fs.deleteIfExists(On.FILE)),
    /** {@link FileSystem#deleteTree(FsPath, DeleteScope, io.anyfs.TreeDeletion)}. */
    DELETE_TREE(fs -> fs.deleteTree(FsPath.ROOT, DeleteScope.CONTENTS, new ToldDeletion())),
    /** {@link FileSystem#move(FsPath, FsPath, IfExists)}. */
    MOVE(fs -> fs.move(On.FILE, On.NEW, IfExists.FAIL)),
    /** {@link FileSystem#copy(FsPath, FsPath, IfExists)}. */
    COPY(fs -> fs.copy(On.FILE, On.NEW, IfExists.FAIL)),
    /** {@link FileSystem#setAttributes(FsPath, AttributeChanges)}. */
    SET_ATTRIBUTES(fs -> fs.setAttributes(On.FILE, AttributeChanges.NONE)),
    /** {@link FileSystem#readLink(FsPath)}. */
    READ_LINK(fs -> fs.readLink(On.FILE)),
    /** {@link FileSystem#createSymbolicLink(FsPath, String)}. */
    CREATE_SYMBOLIC_LINK(fs -> fs.createSymbolicLink(On.NEW, "f")),
    /** {@link FileSystem#createHardLink(FsPath, FsPath)}. */
    CREATE_HARD_LINK(fs -> fs.createHardLink(On.NEW, On.FILE)),
    /** {@link FileSystem#space(FsPath)}. */
    SPACE(fs -> fs.space(FsPath.ROOT)),
    /** {@link FileSystem#borrow(String)}. */
    BORROW(fs -> close(fs.borrow("a guest"))),
    /** {@link FileSystem#readOnly()}. */
    READ_ONLY(fs -> close(fs.readOnly())),
    /** {@link FileSystem#subdirectory(FsPath)}. */
    SUBDIRECTORY(fs -> close(fs.subdirectory(FsPath.ROOT)));

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
    private final Call call;

    AnyCall(Call call) {
        this.call = call;
    }

    /** Makes the call, on the file {@code /f} where it needs one. */
    public void on(FileSystem fs) throws IOException {
        call.make(fs);
    }

    private static void close(Closeable opened) throws IOException {
        opened.close();
    }

    /** Apart, because a constant cannot refer to what comes after it. */
    private static final class On {
        static final FsPath FILE = FsPath.of("/f");
        static final FsPath NEW = FsPath.of("/new");
    }

    @FunctionalInterface
    private interface Call {
        void make(FileSystem fs) throws IOException;
    }
}
