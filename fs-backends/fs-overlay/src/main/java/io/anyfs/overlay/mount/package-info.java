/** Mounts: one tree out of many storages. */
@NullMarked
package io.anyfs.overlay.mount;

import org.jspecify.annotations.NullMarked;
