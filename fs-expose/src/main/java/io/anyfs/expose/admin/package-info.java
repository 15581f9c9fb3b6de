/** How an operator reaches a running service. */
@NullMarked
package io.anyfs.expose.admin;

import org.jspecify.annotations.NullMarked;
