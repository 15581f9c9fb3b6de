/**
 * What tests against S3 need: running servers ({@link io.anyfs.s3.testing.S3Server}, {@link
 * io.anyfs.s3.testing.S3Store}).
 */
@NullMarked
package io.anyfs.s3.testing;

import org.jspecify.annotations.NullMarked;
