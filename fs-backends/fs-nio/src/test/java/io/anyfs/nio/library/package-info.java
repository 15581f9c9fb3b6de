/** Libraries that take a path, on storages. Run here in memory and on disk, and for a bucket in {@code fs-it}. */
package io.anyfs.nio.library;
