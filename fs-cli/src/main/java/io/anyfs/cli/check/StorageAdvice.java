package io.anyfs.cli.check;

import io.anyfs.ErrorKind;
import java.util.List;
import java.util.regex.Pattern;

/** Says in plain words why a storage refuses, and what to do. */
final class StorageAdvice {

    /**
     * What a failure's message tells.
     *
     * @param sign what is in the message
     * @param advice what it means, and what to do
     */
    private record Sign(Pattern sign, String advice) {

        static Sign of(String sign, String advice) {
            return new Sign(Pattern.compile(sign), advice);
        }
    }

    /** What S3 calls its errors is in the API reference, "Error responses"; the rest is what the JDK and the SDK say. */
    private static final List<Sign> SIGNS = List.of(
            Sign.of(
                    "InvalidAccessKeyId",
                    "the store does not know this access key; check AWS_ACCESS_KEY_ID or the profile, and that it is for this"
                            + " endpoint"),
            Sign.of(
                    "SignatureDoesNotMatch",
                    "the secret key does not belong to the access key; check AWS_SECRET_ACCESS_KEY or the profile"),
            Sign.of("ExpiredToken|TokenRefreshRequired|InvalidToken", "the session has expired; log in again"),
            Sign.of("RequestTimeTooSkewed", "the clock of this machine is wrong; set it: timedatectl set-ntp true"),
            Sign.of(
                    "no credentials were found",
                    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or add anonymous=true to the URL of a"
                            + " public bucket"),
            Sign.of(
                    "there is no such bucket",
                    "there is no bucket of this name; check the name, the endpoint and the region, or create the bucket"),
            Sign.of("in another region", "add region=… to the URL: the one that the bucket is in"),
            Sign.of(
                    "UnknownHost|Name or service not known|nodename nor servname|failure in name resolution",
                    "the name of the server is unknown; check it, the network, and the name server (/etc/resolv.conf)"),
            Sign.of(
                    "Connection refused",
                    "nothing listens at this address; check host and port, and that the server runs"),
            Sign.of(
                    "unreachable|No route to host|[Tt]imed out|[Tt]imeout",
                    "the server does not answer; check the network, firewalls and proxies"),
            Sign.of(
                    "PKIX|certificate|SSLHandshake",
                    "the certificate of the server is not trusted; name a store that has it: -Djavax.net.ssl.trustStore=FILE in"
                            + " ANYFS_JAVA_OPTS"),
            Sign.of(
                    "the store answered 403",
                    "the store knows these credentials and they may not do this, or the bucket belongs to somebody else; ask for"
                            + " s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject"));

    private StorageAdvice() {}

    /** What failed, and what to do about it. */
    static String of(Throwable failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String told = message.isBlank() ? failure.getClass().getSimpleName() : message;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause);
            for (Sign sign : SIGNS) {
                if (sign.sign().matcher(text).find()) {
                    return sign.advice() + " (" + told + ")";
                }
            }
        }
        return of(ErrorKind.of(failure)) + " (" + told + ")";
    }

    private static String of(ErrorKind kind) {
        return switch (kind) {
            case NOT_FOUND -> "there is nothing at this place; create it, or check the name";
            case ACCESS_DENIED -> "this user may not; run as one who may, or change the permissions: ls -ld shows them";
            case READ_ONLY -> "it can only be read; open or mount it writable";
            case NOT_A_DIRECTORY -> "this is a file; name a directory";
            case NO_SPACE, QUOTA_EXCEEDED -> "there is no room; delete something, or ask for a higher quota";
            case UNSUPPORTED -> "the storage cannot do this";
            case CORRUPT ->
                "what is stored is damaged, or the key is another; check the key, or restore it from a copy";
            case CHANGED, BUSY, TRANSIENT -> "it is not available just now; try again";
            default -> "it does not work";
        };
    }
}
