/** What a bucket behind anyfs costs, beside the SDK alone and beside rclone: whole processes, in turns. */
@NullMarked
package io.anyfs.bench.s3;

import org.jspecify.annotations.NullMarked;
