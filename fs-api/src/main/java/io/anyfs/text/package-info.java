/** Lines for machines and terminals: what logs and other records are made of, and what names may not do there. */
@NullMarked
package io.anyfs.text;

import org.jspecify.annotations.NullMarked;
