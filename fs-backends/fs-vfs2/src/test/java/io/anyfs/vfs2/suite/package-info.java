@org.jspecify.annotations.NullMarked
package io.anyfs.vfs2.suite;
