package io.anyfs.s3;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Sets up the SDK: its synchronous client over Apache's HTTP client, which {@code docs/s3.md} compares with the others. */
final class S3Clients {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** For a silence of the store in the middle of an answer; completing a large upload may take it minutes. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(2);
    /** Where nobody says which region, and the store is not AWS, where it does not matter. */
    private static final String ANY_REGION = "us-east-1";

    private S3Clients() {}

    static S3Client open(S3Options options) {
        return builder(options).build();
    }

    static S3ClientBuilder builder(S3Options options) {
        S3Connection connection = options.connection();
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(FirstAttempt.over(CancellableHttpClient.over(Apache5HttpClient.builder()
                        .maxConnections(connection.maxConnections() * 2)
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .connectionAcquisitionTimeout(SOCKET_TIMEOUT)
                        .socketTimeout(SOCKET_TIMEOUT)
                        .expectContinueEnabled(false)
                        .tcpKeepAlive(true))))
                .overrideConfiguration(configuration -> configuration.retryStrategy(retries()))
                .credentialsProvider(credentials(connection))
                .forcePathStyle(connection.pathStyle())
                // Each chunk that is signed is a copy; what is sent is in memory, so that it can be hashed before.
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(!signsBytes(connection)))
                .requestChecksumCalculation(
                        crc32(options)
                                ? RequestChecksumCalculation.WHEN_SUPPORTED
                                : RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        if (!crc32(options)) {
            // Old stores take no other checksum where S3 requires one: DeleteObjects.
            builder.addPlugin(LegacyMd5Plugin.create());
        }
        if (connection.endpoint() != null) {
            builder.endpointOverride(connection.endpoint());
        }
        String region = connection.region() != null ? connection.region() : foundRegion(connection);
        builder.region(Region.of(region == null ? ANY_REGION : region));
        builder.crossRegionAccessEnabled(region == null && connection.endpoint() == null);
        return builder;
    }

    /** The SDK takes an answer that breaks off within its XML for one that makes no sense, and would not ask again. */
    private static RetryStrategy retries() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .retryOnException(Failures::isBrokenAnswer)
                .build();
    }

    static boolean crc32(S3Options options) {
        return switch (options.storing().checksums()) {
            case CRC32 -> true;
            case AUTO -> options.connection().endpoint() == null;
            case MD5, NONE -> false;
        };
    }

    static boolean md5(S3Options options) {
        return switch (options.storing().checksums()) {
            case MD5 -> true;
            case AUTO -> options.connection().endpoint() != null && !signsBytes(options.connection());
            case CRC32, NONE -> false;
        };
    }

    /** Without TLS the SDK signs a SHA-256 of the bytes with the request, which the store checks: no other checksum adds to that. */
    private static boolean signsBytes(S3Connection connection) {
        return connection.endpoint() != null
                && "http".equalsIgnoreCase(connection.endpoint().getScheme())
                && !connection.anonymous();
    }

    private static @Nullable String foundRegion(S3Connection connection) {
        if (connection.endpoint() != null && connection.profile() == null) {
            return null;
        }
        try {
            DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
            if (connection.profile() != null) {
                chain.profileName(connection.profile());
            }
            return chain.build().getRegion().id();
        } catch (SdkClientException none) {
            return null;
        }
    }

    private static AwsCredentialsProvider credentials(S3Connection connection) {
        S3Credentials given = connection.credentials();
        if (connection.anonymous()) {
            return AnonymousCredentialsProvider.create();
        } else if (given != null) {
            return StaticCredentialsProvider.create(
                    given.sessionToken() == null
                            ? AwsBasicCredentials.create(given.accessKey(), given.secretKey())
                            : AwsSessionCredentials.create(given.accessKey(), given.secretKey(), given.sessionToken()));
        }
        DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
        if (connection.profile() != null) {
            chain.profileName(connection.profile());
        }
        return chain.build();
    }
}
