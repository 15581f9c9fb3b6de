package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import io.anyfs.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Specs of storages, each of which is opened over new ones: {@code @NAME} is a directory of this machine, {@code @bucket} a
 * new bucket, and {@code shared} is defined.
 */
public final class SpecText {

    private SpecText() {}

    /**
     * Opens what a text describes as the root of a tree.
     *
     * @param own where its directories are
     */
    public static FileSystem open(String root, Path own) throws IOException {
        StringBuilder text = new StringBuilder("anyfs: 1\ndefine: {shared: mem:/}\nroot:\n");
        for (String line : root.lines().toList()) {
            text.append("  ")
                    .append(line.contains("@") ? filled(line, own) : line)
                    .append('\n');
        }
        return Spec.parse(text.toString()).open();
    }

    private static String filled(String line, Path own) throws IOException {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int at = line.indexOf('@'); at >= 0; at = line.indexOf('@', from)) {
            int end = at + 1;
            while (end < line.length() && Character.isLetter(line.charAt(end))) {
                end++;
            }
            String name = line.substring(at + 1, end);
            filled.append(line, from, at);
            filled.append(
                    name.equals("bucket")
                            ? bucket()
                            : Files.createDirectories(own.resolve(name)).toString());
            from = end;
        }
        return filled.append(line.substring(from)).toString();
    }

    /** With listings that tell what {@code stat} tells, as the contract wants it. */
    private static String bucket() {
        S3Store store = S3Server.S3PROXY.shared();
        System.setProperty("aws.accessKeyId", store.accessKey());
        System.setProperty("aws.secretAccessKey", store.secretKey());
        return "s3://" + store.newBucket() + "?listing=exact&region=" + store.region() + "&endpoint="
                + store.endpoint();
    }
}
