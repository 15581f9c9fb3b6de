/** What is in the files and directories that a spec describes. */
@NullMarked
package io.anyfs.spec.content;

import org.jspecify.annotations.NullMarked;
