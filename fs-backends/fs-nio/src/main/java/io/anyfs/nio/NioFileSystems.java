package io.anyfs.nio;

import io.anyfs.FileSystem;

/**
 * Storages as {@code java.nio.file} filesystems:
 *
 * <pre>{@code
 * try (java.nio.file.FileSystem nio = NioFileSystems.of(fs)) {
 *     Files.writeString(nio.getPath("/hello.txt"), "hello");
 * }
 * }</pre>
 *
 * <p>Where no code can be written, {@link java.nio.file.FileSystems#newFileSystem(java.net.URI, java.util.Map)} opens
 * {@code anyfs:} and any URL of a storage, as {@link AnyfsFileSystemProvider} tells. What happens in which case is in
 * {@code docs/nio.md}.
 */
public final class NioFileSystems {

    private NioFileSystems() {}

    /**
     * A storage as a {@code java.nio.file} filesystem. Closing it closes the storage; who wants to keep that hands in a
     * {@linkplain FileSystem#borrow borrow}. Its paths have URIs, which lead back to them while it is open and held.
     */
    public static java.nio.file.FileSystem of(FileSystem fs) {
        return of(fs, NioOptions.DEFAULT);
    }

    /** As {@link #of(FileSystem)}, with these options. */
    public static java.nio.file.FileSystem of(FileSystem fs, NioOptions options) {
        return OpenFileSystems.addUnnamed(
                root -> new AnyfsFileSystem(AnyfsFileSystemProvider.installed(), fs, options, root));
    }

    /**
     * As {@link #of(FileSystem, NioOptions)}, to be found by {@code anyfs://name/} until it is closed.
     *
     * @param name letters, digits, {@code -}, {@code .} and {@code _}, beginning with a letter
     * @throws IllegalArgumentException if that is no name
     * @throws java.nio.file.FileSystemAlreadyExistsException if another has that name
     */
    public static java.nio.file.FileSystem of(FileSystem fs, NioOptions options, String name) {
        return OpenFileSystems.add(
                FileSystemUri.named(name),
                root -> new AnyfsFileSystem(AnyfsFileSystemProvider.installed(), fs, options, root));
    }
}
