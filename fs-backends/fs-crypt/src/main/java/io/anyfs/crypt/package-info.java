/**
 * Encryption over any storage: {@link io.anyfs.crypt.CryptBackend}. What the storage holds are names and contents that only the
 * key makes readable, and that nobody changes unnoticed without it.
 */
@NullMarked
package io.anyfs.crypt;

import org.jspecify.annotations.NullMarked;
