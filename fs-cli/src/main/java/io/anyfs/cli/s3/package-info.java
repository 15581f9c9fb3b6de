/** Commands for what is special about buckets. */
@NullMarked
package io.anyfs.cli.s3;

import org.jspecify.annotations.NullMarked;
