package io.anyfs.s3;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Whether an object is the copy of another that {@link ServerCopies} makes, as far as can be told without reading both. */
final class CopyCheck {

    /** The MD5 of the bytes. What was uploaded in parts, or is encrypted with a key of its own, has an ETag of another kind. */
    private static final Pattern MD5 = Pattern.compile("\"?[0-9a-f]{32}\"?");

    private static final Set<String> FACTS =
            Set.of(ObjectFacts.MTIME, ObjectFacts.MODE, ObjectFacts.UID, ObjectFacts.GID);

    private CopyCheck() {}

    static boolean isCopy(HeadObjectResponse source, HeadObjectResponse target) {
        return Objects.equals(source.contentLength(), target.contentLength())
                && hasFactsOf(source, target)
                && hasBytesOf(source, target);
    }

    private static boolean hasFactsOf(HeadObjectResponse source, HeadObjectResponse target) {
        Map<String, String> expected = ServerCopies.metadata(source);
        return FACTS.stream()
                .allMatch(fact ->
                        Objects.equals(expected.get(fact), target.metadata().get(fact)));
    }

    private static boolean hasBytesOf(HeadObjectResponse source, HeadObjectResponse target) {
        if (source.contentLength() == 0) {
            return true;
        } else if (source.eTag() != null && target.eTag() != null) {
            if (source.eTag().equals(target.eTag())) {
                return true;
            } else if (isMd5(source) && isMd5(target)) {
                return false;
            }
        }
        return !target.lastModified().isBefore(source.lastModified());
    }

    private static boolean isMd5(HeadObjectResponse head) {
        ServerSideEncryption encryption = head.serverSideEncryption();
        return MD5.matcher(head.eTag()).matches()
                && (encryption == null || encryption == ServerSideEncryption.AES256)
                && head.sseCustomerAlgorithm() == null;
    }
}
