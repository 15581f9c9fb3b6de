/** {@code java.nio.file} filesystems as storages: {@link io.anyfs.nio.backend.NioFileSystem}. */
@NullMarked
package io.anyfs.nio.backend;

import org.jspecify.annotations.NullMarked;
