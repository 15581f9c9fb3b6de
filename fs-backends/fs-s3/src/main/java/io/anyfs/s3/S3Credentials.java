package io.anyfs.s3;

import org.jspecify.annotations.Nullable;

/**
 * What requests are signed with. Its text hides the secrets.
 *
 * @param accessKey the identity of the key
 * @param secretKey its secret
 * @param sessionToken for temporary keys, {@code null} for lasting ones
 */
public record S3Credentials(
        String accessKey, String secretKey, @Nullable String sessionToken) {

    /** A lasting key. */
    public static S3Credentials of(String accessKey, String secretKey) {
        return new S3Credentials(accessKey, secretKey, null);
    }

    @Override
    public String toString() {
        return "S3Credentials[" + accessKey + "]";
    }
}
