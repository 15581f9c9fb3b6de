/** What a service governs, as real clients of both protocols see it. */
@NullMarked
package io.anyfs.it.governance;

import org.jspecify.annotations.NullMarked;
