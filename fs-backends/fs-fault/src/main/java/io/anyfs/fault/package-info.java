/** Storages that fail on purpose, at a chosen or a seeded moment. */
@NullMarked
package io.anyfs.fault;

import org.jspecify.annotations.NullMarked;
