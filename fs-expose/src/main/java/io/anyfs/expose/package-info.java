/** What every server shares: users, sessions, transfers, limits, error mapping. */
@NullMarked
package io.anyfs.expose;

import org.jspecify.annotations.NullMarked;
