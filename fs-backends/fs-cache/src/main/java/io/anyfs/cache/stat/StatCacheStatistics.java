package io.anyfs.cache.stat;

/**
 * What a cache of facts has done since it was opened, and what it holds now.
 *
 * @param hits calls that were answered without the storage
 * @param misses calls for which the storage was asked
 * @param entries facts that are kept now, those in listings included
 */
public record StatCacheStatistics(long hits, long misses, long entries) {}
