/**
 * Trees of storages, written down.
 *
 * <p>{@link io.anyfs.spec.Spec} is what is written: read from YAML or built in Java, checked, and opened as a filesystem.
 */
@NullMarked
package io.anyfs.spec;

import org.jspecify.annotations.NullMarked;
