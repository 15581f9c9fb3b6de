/** The JDK's interface to files over storages that have servers. */
@NullMarked
package io.anyfs.it.nio;

import org.jspecify.annotations.NullMarked;
