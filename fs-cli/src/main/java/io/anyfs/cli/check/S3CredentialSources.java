package io.anyfs.cli.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

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
            if (isIn(credentials, profile)) {
                return Finding.ok(SUBJECT, "by the profile " + profile + " of " + credentials);
            } else if (isIn(configuration, profile)) {
                return Finding.ok(SUBJECT, "by the profile " + profile + " of " + configuration);
            }
        } catch (IOException unreadable) {
            return Finding.warn(SUBJECT, "the file of profiles cannot be read: " + unreadable);
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
                        "none in the environment or a profile; on EC2 those of the instance are asked for, elsewhere"
                                + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY have to be set");
    }

    private Path file(String variable, String name) {
        String set = variables.getOrDefault(variable, "");
        Path home = Path.of(variables.getOrDefault("HOME", System.getProperty("user.home", "/")));
        return set.isEmpty() ? home.resolve(".aws").resolve(name) : Path.of(set);
    }

    /** The file of configuration says "profile" before each name but the default one's. */
    private static boolean isIn(Path file, String profile) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        Pattern heading = Pattern.compile("\\s*\\[\\s*(profile\\s+)?" + Pattern.quote(profile) + "\\s*].*");
        return Files.readAllLines(file).stream()
                .anyMatch(line -> heading.matcher(line).matches());
    }

    private static boolean has(Map<String, String> settings, String name) {
        return !settings.getOrDefault(name, "").isEmpty();
    }
}
