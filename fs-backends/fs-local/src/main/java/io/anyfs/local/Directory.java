package io.anyfs.local;

import io.anyfs.FsPath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory that has been reached. All that is done through it is done to the entries of this directory, and no operation
 * follows a link that has the last name. Names are single ones, or {@code .} for the directory itself.
 *
 * <p>Shared by many threads; every user closes what it was given.
 */
sealed interface Directory extends Closeable permits SecureDirectory, PathDirectory {

    /** Where it was reached: its path in the filesystem with all links resolved. */
    FsPath real();

    /** Its path on this machine, for what can be done by path only. */
    Path host();

    /** What tells it from all other directories, by whatever path it was reached. */
    Object key() throws IOException;

    /** The facts of an entry. */
    BasicFileAttributes attributes(String name) throws IOException;

    /** How to change the facts of an entry; {@code null} if it has none of that sort. */
    <V extends FileAttributeView> @Nullable V view(String name, Class<V> type) throws IOException;

    /** Opens a file. */
    FileChannel open(String name, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException;

    /** Opens a directory that is an entry. */
    Directory child(String name) throws IOException;

    /** Starts reading the names. */
    DirectoryStream<Path> entries() throws IOException;

    /** Deletes an entry that is no directory. */
    void deleteFile(String name) throws IOException;

    /** Deletes an empty directory. */
    void deleteDirectory(String name) throws IOException;

    /** Moves an entry, atomically, in the place of whatever is there and can be replaced. */
    void move(String name, Directory target, String targetName) throws IOException;

    /** Another use of the same directory. */
    Directory share();

    /** Ends one use. */
    @Override
    void close();
}
