package io.anyfs.cli.check;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * Where the AWS SDK would find credentials, in its order. Looks at names only, never at a secret, and asks nobody over the network.
 *
 * @param variables the environment
 * @param properties the system properties that name credentials
 */
record S3CredentialSources(Map<String, String> variables, Map<String, String> properties) {

    private static final String SUBJECT = "s3 credentials";

    Finding find() {
        if (has(properties, "aws.accessKeyId") && has(properties, "aws.secretAccessKey")) {
            return Finding.ok(SUBJECT, "from the system properties aws.accessKeyId and aws.secretAccessKey");
        }
        boolean hasKey = has(variables, "AWS_ACCESS_KEY_ID");
        boolean hasSecret = has(variables, "AWS_SECRET_ACCESS_KEY");
        if (hasKey && hasSecret) {
            return Finding.ok(
                    SUBJECT,
                    "from the environment: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
                            + (has(variables, "AWS_SESSION_TOKEN") ? ", for a time: AWS_SESSION_TOKEN" : ""));
        } else if (hasKey || hasSecret) {
            return Finding.warn(
                    SUBJECT,
                    "of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY only one is set, so neither counts; set both or none");
        } else if (has(variables, "AWS_WEB_IDENTITY_TOKEN_FILE") && has(variables, "AWS_ROLE_ARN")) {
            return Finding.ok(SUBJECT, "by the web identity that AWS_WEB_IDENTITY_TOKEN_FILE names");
        }
        return ofProfile();
    }

    private Finding ofProfile() {
        String named = variables.getOrDefault("AWS_PROFILE", "");
        String profile = named.isEmpty() ? "default" : named;
        Path credentials = file("AWS_SHARED_CREDENTIALS_FILE", "credentials");
        Path configuration = file("AWS_CONFIG_FILE", "config");
        try {
            if (isIn(credentials, ProfileFile.Type.CREDENTIALS, profile)) {
                return Finding.ok(SUBJECT, "by the profile " + profile + " of " + credentials);
            } else if (isIn(configuration, ProfileFile.Type.CONFIGURATION, profile)) {
                return Finding.ok(SUBJECT, "by the profile " + profile + " of " + configuration);
            }
        } catch (SdkException | UncheckedIOException | IllegalArgumentException unreadable) {
            return Finding.warn(SUBJECT, "the file of profiles cannot be read: " + unreadable.getMessage());
        }
        return named.isEmpty()
                ? ofMachine()
                : Finding.warn(
                        SUBJECT,
                        "AWS_PROFILE names " + named + ", which is neither in " + credentials + " nor in "
                                + configuration);
    }

    private Finding ofMachine() {
        return has(variables, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
                        || has(variables, "AWS_CONTAINER_CREDENTIALS_FULL_URI")
                ? Finding.ok(SUBJECT, "those of the container")
                : Finding.ok(
                        SUBJECT,
                        "none in the environment or a profile; on EC2 those of the instance are asked for, elsewhere set"
                                + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY before you use s3:");
    }

    private Path file(String variable, String name) {
        String set = variables.getOrDefault(variable, "");
        Path home = Path.of(variables.getOrDefault("HOME", System.getProperty("user.home", "/")));
        return set.isEmpty() ? home.resolve(".aws").resolve(name) : Path.of(set);
    }

    private static boolean isIn(Path file, ProfileFile.Type type, String profile) {
        return Files.isReadable(file)
                && ProfileFile.builder()
                        .content(file)
                        .type(type)
                        .build()
                        .profile(profile)
                        .isPresent();
    }

    private static boolean has(Map<String, String> settings, String name) {
        return !settings.getOrDefault(name, "").isEmpty();
    }
}
