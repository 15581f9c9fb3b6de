/** What a case works with: the filesystem under test and the means to check it. */
@NullMarked
package io.anyfs.tck.subject;

import org.jspecify.annotations.NullMarked;
