package io.anyfs.s3;

import org.jspecify.annotations.Nullable;

/**
 * How objects are stored. Start from {@link #DEFAULT}.
 *
 * @param storageClass such as {@code STANDARD_IA}, {@code null} for the bucket's default
 * @param acl a canned ACL such as {@code bucket-owner-full-control}, {@code null} for none
 * @param encryption how the store encrypts what it keeps
 * @param requesterPays whether this side pays for the requests, where a bucket asks for it
 * @param checksums what the store checks uploaded bytes against
 * @param conditionalWrites whether the store honours {@code If-None-Match} and {@code If-Match} on writes
 */
public record S3Storing(
        @Nullable String storageClass,
        @Nullable String acl,
        S3Encryption encryption,
        boolean requesterPays,
        S3Checksums checksums,
        S3Conditions conditionalWrites) {

    /** As the bucket is configured, checked and conditional. */
    public static final S3Storing DEFAULT =
            new S3Storing(null, null, S3Encryption.BUCKET_DEFAULT, false, S3Checksums.AUTO, S3Conditions.AUTO);

    /** Whether nothing goes with an object but what it has itself. */
    boolean isPlain() {
        return storageClass == null && acl == null && encryption.equals(S3Encryption.BUCKET_DEFAULT) && !requesterPays;
    }

    /** With a storage class. */
    public S3Storing withStorageClass(@Nullable String newClass) {
        return new S3Storing(newClass, acl, encryption, requesterPays, checksums, conditionalWrites);
    }

    /** With a canned ACL. */
    public S3Storing withAcl(@Nullable String newAcl) {
        return new S3Storing(storageClass, newAcl, encryption, requesterPays, checksums, conditionalWrites);
    }

    /** With another encryption. */
    public S3Storing withEncryption(S3Encryption newEncryption) {
        return new S3Storing(storageClass, acl, newEncryption, requesterPays, checksums, conditionalWrites);
    }

    /** With this side paying for requests, or not. */
    public S3Storing withRequesterPays(boolean pays) {
        return new S3Storing(storageClass, acl, encryption, pays, checksums, conditionalWrites);
    }

    /** With other checksums. */
    public S3Storing withChecksums(S3Checksums newChecksums) {
        return new S3Storing(storageClass, acl, encryption, requesterPays, newChecksums, conditionalWrites);
    }

    /** For a store that honours conditions on writes, or not. */
    public S3Storing withConditionalWrites(S3Conditions conditions) {
        return new S3Storing(storageClass, acl, encryption, requesterPays, checksums, conditions);
    }
}
