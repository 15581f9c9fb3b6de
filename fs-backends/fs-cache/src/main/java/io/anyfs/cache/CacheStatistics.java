package io.anyfs.cache;

/**
 * What a cache has done since it was opened, and what it holds now.
 *
 * <p>Each time that a reader comes to a block is a hit, fetched ahead or a miss. A reader who goes back and forth between blocks comes
 * to each of them again and again, as one does who finds in the middle of a block that it is damaged.
 *
 * @param hits blocks that were there, because they were needed before or were left by an earlier cache
 * @param fetchedAhead blocks that were there because they had been fetched with one before them, and were needed for the first time
 * @param misses blocks that were not there, or could not be used. Who waits for a block that somebody else fetches has missed it too
 * @param bytesFromCache bytes that readers got from blocks
 * @param bytesFromStorage bytes that were read from the storage, ahead of readers too
 * @param blocks how many are stored now
 * @param bytes what they, those being written and those that could not be deleted take up now: at most
 *     {@link CachingOptions#maxBytes}, unless what a cache with a bigger bound has left cannot be deleted
 * @param evictions blocks that made room for others
 * @param corrupt blocks that were not what they should be, and were thrown away
 * @param errors times that the directory could not be read or written; the storage was read instead, or the block
 *     file stayed
 * @param undeleted block files that were to go and could not be deleted so far. That is tried again when others are deleted, when
 *     there is no other room, and at the close
 */
public record CacheStatistics(
        long hits,
        long fetchedAhead,
        long misses,
        long bytesFromCache,
        long bytesFromStorage,
        long blocks,
        long bytes,
        long evictions,
        long corrupt,
        long errors,
        long undeleted) {}
