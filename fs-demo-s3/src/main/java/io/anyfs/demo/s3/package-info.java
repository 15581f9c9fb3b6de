/** An S3 server inside this process, for demos and tests. */
@NullMarked
package io.anyfs.demo.s3;

import org.jspecify.annotations.NullMarked;
