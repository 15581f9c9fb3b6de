package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.TransientStorageException;
import io.anyfs.s3.S3Options.Listing;
import io.anyfs.s3.S3Options.Staging;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What a URL asks for. */
class S3ProviderTest {

    @Test
    void a_bucket_alone_is_one_of_aws() {
        assertEquals(S3Options.of("bucket"), options("s3://bucket"));
        assertEquals(S3Options.of("bucket"), options("s3://bucket/"));
    }

    @Test
    void a_path_is_a_prefix() {
        assertEquals(S3Options.of("bucket").withPrefix("a/b c"), options("s3://bucket/a/b%20c/"));
    }

    @Test
    void an_endpoint_has_buckets_in_the_path_unless_told_otherwise() {
        S3Connection connection =
                options("s3://bucket?endpoint=https://s3.example.com").connection();
        assertEquals(URI.create("https://s3.example.com"), connection.endpoint());
        assertTrue(connection.pathStyle());
        assertFalse(options("s3://bucket?pathStyle=false&endpoint=https://s3.example.com")
                .connection()
                .pathStyle());
        assertFalse(options("s3://bucket").connection().pathStyle());
    }

    @Test
    void each_parameter_sets_its_option() {
        S3Options options =
                options("s3://bucket?region=eu-central-1&profile=files&connections=7&storageClass=STANDARD_IA"
                        + "&acl=bucket-owner-full-control&sse=kms:some-key&requesterPays=true&checksums=md5"
                        + "&conditionalWrites=false&partSize=16&staging=disk&listing=exact&statCache=90");
        S3Connection connection = options.connection();
        assertEquals("eu-central-1", connection.region());
        assertEquals("files", connection.profile());
        assertEquals(7, connection.maxConnections());
        assertEquals(
                new S3Storing(
                        "STANDARD_IA",
                        "bucket-owner-full-control",
                        new S3Encryption.Kms("some-key"),
                        true,
                        S3Checksums.MD5,
                        S3Conditions.IGNORED),
                options.storing());
        assertEquals(16 << 20, options.partSize());
        assertEquals(Staging.DISK, options.staging());
        assertEquals(Listing.EXACT, options.listing());
        assertEquals(Duration.ofSeconds(90), options.statCache());
        assertTrue(options("s3://bucket?anonymous=true").connection().anonymous());
        assertEquals(
                S3Encryption.S3_MANAGED, options("s3://bucket?sse=s3").storing().encryption());
        assertEquals(
                S3Conditions.HONOURED,
                options("s3://bucket?conditionalWrites=true").storing().conditionalWrites());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3:bucket | s3://bucket",
                "s3://key:secret@bucket | credentials come from",
                "s3://bucket:9000 | endpoint",
                "s3://bucket?unknown=1 | it knows endpoint",
                "s3://bucket?pathStyle=yes | pathStyle must be true or false",
                "s3://bucket?connections=1 | maxConnections must be 2 or more",
                "s3://bucket?connections=many | connections must be a number",
                "s3://bucket?partSize=4 | partSize must be 5 to 1024 MiB",
                "s3://bucket?sse=aes | sse must be s3, kms or kms:KEY",
                "s3://bucket?statCache=-1 | statCache must be 0 to 86400 seconds",
                "s3://bucket?listing=quick | listing must be one of fast, exact",
                "s3://bucket?checksums=sha | checksums must be one of auto, crc32, md5, none",
                "s3://bucket?endpoint=nowhere | the endpoint must be an address",
                "s3://bucket?endpoint=ftp://s3.example.com | the endpoint must be an address",
                "s3://bucket?endpoint=localhost:9000 | the endpoint must be an address",
                "s3://bucket/.anyfs-moves | kept for the journals",
            })
    void what_makes_no_sense_is_refused_with_what_to_write(String url, String hint) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> options(url));
        assertTrue(refused.getMessage().contains(hint), refused::getMessage);
        assertFalse(refused.getMessage().contains("secret"), refused::getMessage);
    }

    @Test
    void a_store_that_is_not_there_is_told_with_the_bucket_and_its_host() {
        IOException failure = Failures.of(
                SdkClientException.create("see cause", new UnknownHostException("store.invalid")), FsPath.ROOT);
        TransientStorageException unknown = assertInstanceOf(TransientStorageException.class, failure);
        IOException told = Failures.ofOpening(unknown, "bucket");
        assertInstanceOf(TransientStorageException.class, told);
        assertEquals("s3://bucket: no address is known of the store: store.invalid", told.getMessage());
    }

    private static S3Options options(String url) {
        return S3Provider.options(FsUrl.parse(url));
    }
}
