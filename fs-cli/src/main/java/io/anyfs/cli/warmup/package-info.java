/** What the launcher lets run once for each build and Java, to learn what quick starts need. */
@NullMarked
package io.anyfs.cli.warmup;

import org.jspecify.annotations.NullMarked;
