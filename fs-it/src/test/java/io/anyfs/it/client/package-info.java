/** Real clients: finding them, running them in an environment of their own, and comparing trees. */
@NullMarked
package io.anyfs.it.client;

import org.jspecify.annotations.NullMarked;
