/** HDFS of a real cluster. */
@NullMarked
package io.anyfs.it.hdfs;

import org.jspecify.annotations.NullMarked;
