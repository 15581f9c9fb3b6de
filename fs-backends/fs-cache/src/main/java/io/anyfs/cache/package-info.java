/**
 * A cache on disk for what files of a slow storage hold: {@link io.anyfs.cache.CachingBackend}.
 *
 * <p>With a cache of facts ({@link io.anyfs.cache.stat}) there are two orders, and both keep what the caller wrote himself exact:
 *
 * <ul>
 *   <li>{@code statcache+cache+…}: every open asks the storage, so bytes are of the version there is at the open. What
 *       {@code stat} and {@code list} say may be as old as the facts may get, so a file can have another size once it is open.
 *   <li>{@code cache+statcache+…}, the same as {@link io.anyfs.cache.CachingOptions.Verify#TTL}: an open may believe facts that
 *       old too. It then gives that older version whole from the cache, or fails with {@link io.anyfs.FileChangedException}
 *       where blocks of it are missing; never bytes of two versions.
 * </ul>
 */
@NullMarked
package io.anyfs.cache;

import org.jspecify.annotations.NullMarked;
