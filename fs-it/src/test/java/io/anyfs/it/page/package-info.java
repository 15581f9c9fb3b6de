/** What the build says in docs/backends.md. Run by an execution of its own, after all other tests. */
@NullMarked
package io.anyfs.it.page;

import org.jspecify.annotations.NullMarked;
