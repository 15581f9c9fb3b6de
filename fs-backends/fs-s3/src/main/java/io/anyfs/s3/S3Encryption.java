package io.anyfs.s3;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * How a store encrypts objects at rest. Its text hides the key of {@link Customer}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html">Server-side encryption</a>
 */
public sealed interface S3Encryption {

    /** As the bucket is configured. */
    S3Encryption BUCKET_DEFAULT = new BucketDefault();

    /** With the store's own keys (SSE-S3). */
    S3Encryption S3_MANAGED = new S3Managed();

    /** See {@link #BUCKET_DEFAULT}. */
    record BucketDefault() implements S3Encryption {}

    /** See {@link #S3_MANAGED}. */
    record S3Managed() implements S3Encryption {}

    /**
     * With a key of AWS KMS (SSE-KMS).
     *
     * @param keyId the key or its ARN, {@code null} for the account's default key
     */
    record Kms(@Nullable String keyId) implements S3Encryption {}

    /**
     * With a key that goes along with each request and that the store forgets (SSE-C). Who loses it loses the objects. Needs
     * TLS.
     *
     * @param key 32 bytes in Base64
     */
    record Customer(String key) implements S3Encryption {

        /** Checks the length. */
        public Customer {
            if (decode(key).length != 32) {
                throw new IllegalArgumentException("a key of SSE-C must be 32 bytes in Base64");
            }
        }

        private static byte[] decode(String key) {
            try {
                return Base64.getDecoder().decode(key);
            } catch (IllegalArgumentException invalid) {
                throw new IllegalArgumentException("a key of SSE-C must be 32 bytes in Base64"); // without the key
            }
        }

        byte[] bytes() {
            return decode(key);
        }

        @Override
        public String toString() {
            return "Customer[***]";
        }
    }
}
