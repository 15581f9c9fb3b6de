/** What a server has to withstand, over all protocols at once. */
@NullMarked
package io.anyfs.it.security;

import org.jspecify.annotations.NullMarked;
