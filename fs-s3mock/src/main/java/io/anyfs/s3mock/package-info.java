/** Adobe's S3Mock in a process of its own, for tests. */
@NullMarked
package io.anyfs.s3mock;

import org.jspecify.annotations.NullMarked;
