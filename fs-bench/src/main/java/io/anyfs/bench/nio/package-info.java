/** What the JDK's interface costs over the direct one. */
@NullMarked
package io.anyfs.bench.nio;

import org.jspecify.annotations.NullMarked;
