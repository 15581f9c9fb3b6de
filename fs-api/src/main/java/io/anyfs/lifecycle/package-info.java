/**
 * Who owns what, and what is still open: the tree of filesystems, borrows, handles and sessions, the detection of leaks,
 * and the dump of a running process with its analysis.
 */
@NullMarked
package io.anyfs.lifecycle;

import org.jspecify.annotations.NullMarked;
