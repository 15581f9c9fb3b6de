package io.anyfs.s3;

import io.anyfs.FileChangedException;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.QuotaExceededException;
import io.anyfs.TransientStorageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Error;

/** What a store or the SDK says of a failure, as the exceptions of a backend. No secret is in the SDK's messages. */
final class Failures {

    private Failures() {}

    static IOException of(SdkException failure, FsPath path) {
        IOException translated = failure instanceof AwsServiceException answer
                ? ofAnswer(answer, path.toString())
                : ofClient(failure, path.toString());
        translated.initCause(failure);
        return translated;
    }

    /** Of one object among many of a request. */
    static IOException of(S3Error error) {
        String reason = "the store answered " + error.code() + ": " + error.message();
        return "AccessDenied".equals(error.code())
                ? new AccessDeniedException(error.key(), null, reason)
                : new FileSystemException(error.key(), null, reason);
    }

    /** The failure to open a bucket, which is named in it instead of the root that was looked at. */
    static IOException ofOpening(FileSystemException failure, String bucket) {
        String place = "s3://" + bucket;
        String reason = failure.getReason();
        FileSystemException named;
        if (failure instanceof NoSuchFileException) {
            named = new NoSuchFileException(place, null, reason);
        } else if (failure instanceof AccessDeniedException) {
            named = new AccessDeniedException(place, null, reason);
        } else if (failure instanceof TransientStorageException temporary) {
            named = new TransientStorageException(place, reason, temporary.retryAfter());
        } else if (failure.getClass() == FileSystemException.class) {
            named = new FileSystemException(place, null, reason);
        } else {
            return failure;
        }
        named.initCause(failure);
        return named;
    }

    /** Whether the object that was asked for is not there; the bucket is, and the upload if it was about one. */
    static boolean isNoSuchKey(SdkException failure) {
        return failure instanceof AwsServiceException answer
                && answer.statusCode() == 404
                && !"NoSuchBucket".equals(code(answer))
                && !"NoSuchUpload".equals(code(answer));
    }

    /** Whether a condition of the request did not hold. */
    static boolean isConditionFailed(SdkException failure) {
        return isStatus(failure, 412);
    }

    /** Whether another write to the same key was under way, so that the store did not decide about the condition. */
    static boolean isConflict(SdkException failure) {
        return failure instanceof AwsServiceException answer && "ConditionalRequestConflict".equals(code(answer));
    }

    /** Whether the range that was asked for begins behind the end. */
    static boolean isNoSuchRange(SdkException failure) {
        return isStatus(failure, 416);
    }

    /** Whether the store has answered with a status of HTTP. */
    static boolean isStatus(SdkException failure, int status) {
        return failure instanceof AwsServiceException answer && answer.statusCode() == status;
    }

    /** Whether the store does not know of an upload: it was ended already. */
    static boolean isNoSuchUpload(SdkException failure) {
        return failure instanceof AwsServiceException answer && "NoSuchUpload".equals(code(answer));
    }

    /** Whether an answer that had begun could not be read to its end. */
    static boolean isBrokenAnswer(Throwable failure) {
        if (!(failure instanceof SdkClientException)) {
            return false;
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof XMLStreamException) {
                return true;
            }
        }
        return false;
    }

    private static String code(AwsServiceException answer) {
        return answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
                ? ""
                : answer.awsErrorDetails().errorCode();
    }

    private static IOException ofAnswer(AwsServiceException answer, String path) {
        String code = code(answer);
        String reason = reason(answer, code);
        switch (code) {
            case "NoSuchBucket" -> {
                return new NoSuchFileException(path, null, "there is no such bucket");
            }
            case "KeyTooLongError" -> {
                return new InvalidNameException(path, "longer than " + Keys.MAX_KEY_BYTES + " bytes");
            }
            case "QuotaExceeded", "XMinioAdminBucketQuotaExceeded", "EntityTooLarge" -> {
                return new QuotaExceededException(path, reason);
            }
            case "NoSuchUpload" -> {
                return new TransientStorageException(
                        path, "the store has given up the upload meanwhile: " + reason, Duration.ZERO);
            }
            case "RequestTimeout", "SlowDown", "ConditionalRequestConflict", "OperationAborted" -> {
                return new TransientStorageException(path, reason, Duration.ZERO);
            }
            default -> {}
        }
        int status = answer.statusCode();
        return switch (status) {
            case 401, 403 -> new AccessDeniedException(path, null, reason);
            case 404 -> new NoSuchFileException(path, null, reason);
            case 412 -> new FileChangedException(path, reason);
            case 301, 307 -> new FileSystemException(path, null, "the bucket is in another region: " + reason);
            default ->
                status == 429 || (status >= 500 && status != 501)
                        ? new TransientStorageException(path, reason, Duration.ZERO)
                        : new FileSystemException(path, null, reason);
        };
    }

    private static String reason(AwsServiceException answer, String code) {
        String message = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorMessage();
        StringBuilder reason = new StringBuilder("the store answered ").append(answer.statusCode());
        if (!code.isEmpty()) {
            reason.append(' ').append(code);
        }
        if (message != null && !message.isEmpty()) {
            reason.append(": ").append(message);
        }
        return reason.toString();
    }

    private static IOException ofClient(SdkException failure, String path) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AbortedException || cause instanceof InterruptedException) {
                return new InterruptedIOException(path + ": interrupted");
            } else if (cause instanceof InterruptedIOException
                    && Thread.currentThread().isInterrupted()) {
                return new InterruptedIOException(path + ": interrupted");
            } else if (cause instanceof UnknownHostException unknown) {
                return new TransientStorageException(
                        path, "no address is known of the store: " + unknown.getMessage(), Duration.ZERO);
            } else if (cause instanceof ClosedChannelException) {
                break;
            }
        }
        String message = failure.getMessage();
        if (message != null && message.contains("Unable to load credentials")) {
            return new AccessDeniedException(
                    path,
                    null,
                    "no credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile");
        }
        return new TransientStorageException(path, message, Duration.ZERO);
    }
}
