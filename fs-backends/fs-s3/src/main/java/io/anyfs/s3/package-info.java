/** Files in an S3 bucket. Open them by {@link io.anyfs.s3.S3FileSystem} or by an {@code s3:} URL. */
@NullMarked
package io.anyfs.s3;

import org.jspecify.annotations.NullMarked;
