package io.anyfs.overlay.quota;

/**
 * What of a quota is used.
 *
 * @param bytes of the files that are there
 * @param entries files, directories and links that are there, without the root
 * @param heldBytes that open writes and changes under way hold in addition
 * @param heldEntries that open writes and changes under way hold in addition
 */
public record QuotaUsage(long bytes, long entries, long heldBytes, long heldEntries) {}
