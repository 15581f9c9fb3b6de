/** What the examinations see where a test cannot bring it about for a command. */
@NullMarked
package io.anyfs.cli.check;

import org.jspecify.annotations.NullMarked;
