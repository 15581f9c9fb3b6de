/**
 * What tests against S3 need: running servers ({@link io.anyfs.s3.testing.S3Server}, {@link
 * io.anyfs.s3.testing.S3Store}), and a wire to them that counts and breaks ({@link io.anyfs.s3.testing.S3Wire}).
 */
@NullMarked
package io.anyfs.s3.testing;

import org.jspecify.annotations.NullMarked;
