package io.anyfs.s3;

import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendProvider;
import io.anyfs.spi.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Opens {@code s3://bucket/prefix}. Parameters, with the SDK's own ways to find what is not given:
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><td>{@code endpoint}</td><td>the address of a store that is not AWS, such as {@code https://s3.example.com}</td></tr>
 * <tr><td>{@code region}</td><td>such as {@code eu-central-1}</td></tr>
 * <tr><td>{@code pathStyle}</td><td>{@code true}: the bucket in the path of requests; the default with an endpoint</td></tr>
 * <tr><td>{@code profile}</td><td>of the shared AWS configuration</td></tr>
 * <tr><td>{@code anonymous}</td><td>{@code true}: unsigned requests</td></tr>
 * <tr><td>{@code connections}</td><td>how many at once, 2 or more, by default 64</td></tr>
 * <tr><td>{@code storageClass}, {@code acl}</td><td>of what is written, as S3 names them</td></tr>
 * <tr><td>{@code sse}</td><td>{@code s3}, {@code kms} or {@code kms:KEY}; a key of the customer can only be given to
 *     {@link S3Storing}</td></tr>
 * <tr><td>{@code requesterPays}</td><td>{@code true}</td></tr>
 * <tr><td>{@code checksums}</td><td>{@code auto}, {@code crc32}, {@code md5}, {@code none}</td></tr>
 * <tr><td>{@code conditionalWrites}</td><td>{@code true}, {@code false} or {@code auto}, see {@link S3Conditions}</td></tr>
 * <tr><td>{@code partSize}</td><td>MiB of the first parts of an upload, 5 to 1024, by default 8</td></tr>
 * <tr><td>{@code staging}</td><td>{@code stream} or {@code disk}, see {@link S3Options.Staging}</td></tr>
 * <tr><td>{@code listing}</td><td>{@code fast} or {@code exact}</td></tr>
 * <tr><td>{@code statCache}</td><td>seconds for which {@code stat} may tell again what it has told of a file, 0 to 86400, by
 *     default 0</td></tr>
 * </table>
 */
public final class S3Provider implements BackendProvider {

    private static final String PARAMETERS =
            "endpoint, region, pathStyle, profile, anonymous, connections, storageClass,"
                    + " acl, sse, requesterPays, checksums, conditionalWrites, partSize, staging, listing and statCache";

    private static final List<Setting> SETTINGS = List.of(
            Setting.of("endpoint", Setting.Type.TEXT, "the address of a store that is not AWS"),
            Setting.of("region", Setting.Type.TEXT, "such as eu-central-1"),
            Setting.of(
                    "pathStyle", Setting.Type.FLAG, "the bucket in the path of requests; the default with an endpoint"),
            Setting.of("profile", Setting.Type.TEXT, "of the shared AWS configuration"),
            Setting.of("anonymous", Setting.Type.FLAG, "unsigned requests"),
            Setting.of("connections", Setting.Type.NUMBER, "how many at once, 2 or more")
                    .withStandard("64"),
            Setting.of("storageClass", Setting.Type.TEXT, "of what is written, as S3 names it"),
            Setting.of("acl", Setting.Type.TEXT, "of what is written, as S3 names it"),
            Setting.of("sse", Setting.Type.TEXT, "s3, kms or kms:KEY"),
            Setting.of("requesterPays", Setting.Type.FLAG, "the requester pays for requests and transfers"),
            Setting.choice("checksums", "what bytes are checked by", words(S3Checksums.class))
                    .withStandard("auto"),
            Setting.choice("conditionalWrites", "whether the store knows conditional requests", "auto", "true", "false")
                    .withStandard("auto"),
            Setting.of("partSize", Setting.Type.NUMBER, "MiB of the first parts of an upload, 5 to 1024")
                    .withStandard("8"),
            Setting.choice("staging", "where out-of-order writes go", words(S3Options.Staging.class)),
            Setting.choice("listing", "how directories are listed", words(S3Options.Listing.class)),
            Setting.of("statCache", Setting.Type.NUMBER, "seconds for which facts of files are believed, 0 to 86400")
                    .withStandard("0"));

    /** For {@link java.util.ServiceLoader}. */
    public S3Provider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("s3");
    }

    @Override
    public String description() {
        return "a bucket of AWS or of any S3-compatible store: s3://bucket/prefix or"
                + " s3://bucket?endpoint=https://s3.example.com";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend open(FsUrl url) throws IOException {
        return S3Backend.open(options(url));
    }

    @Override
    public Location locate(FsUrl url) {
        options(url);
        return new Location(url.withPath(""), place(url));
    }

    /** What a URL asks for. */
    static S3Options options(FsUrl url) {
        if (url.host().isEmpty() || url.user() != null || url.port() >= 0) {
            throw new IllegalArgumentException("write s3://bucket or s3://bucket/prefix; credentials come from the"
                    + " environment or a profile, and the address of a store that is not AWS as ?endpoint=https://…");
        }
        String prefix = place(url).toString().substring(1);
        S3Options options = S3Options.of(url.host()).withPrefix(prefix);
        String endpoint = url.parameters().get("endpoint");
        if (endpoint != null) {
            options = options.withConnection(S3Connection.to(uri(endpoint)));
        }
        for (Map.Entry<String, String> parameter : url.parameters().entrySet()) {
            options = with(options, parameter);
        }
        return options;
    }

    private static FsPath place(FsUrl url) {
        try {
            return url.path().isEmpty() ? FsPath.ROOT : FsPath.of(url.path());
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException("the prefix makes no sense: " + invalid.getMessage(), invalid);
        }
    }

    private static S3Options with(S3Options options, Map.Entry<String, String> parameter) {
        S3Connection connection = options.connection();
        S3Storing storing = options.storing();
        String value = parameter.getValue();
        return switch (parameter.getKey()) {
            case "endpoint" -> options;
            case "region" -> options.withConnection(connection.withRegion(value));
            case "pathStyle" -> options.withConnection(connection.withPathStyle(flag(parameter)));
            case "profile" -> options.withConnection(connection.withProfile(value));
            case "anonymous" -> flag(parameter) ? options.withConnection(connection.anonymously()) : options;
            case "connections" -> options.withConnection(connection.withMaxConnections(number(parameter)));
            case "storageClass" -> options.withStoring(storing.withStorageClass(value));
            case "acl" -> options.withStoring(storing.withAcl(value));
            case "sse" -> options.withStoring(storing.withEncryption(encryption(value)));
            case "requesterPays" -> options.withStoring(storing.withRequesterPays(flag(parameter)));
            case "checksums" -> options.withStoring(storing.withChecksums(choice(S3Checksums.class, parameter)));
            case "conditionalWrites" -> options.withStoring(storing.withConditionalWrites(conditions(parameter)));
            case "partSize" -> options.withPartSize(mebibytes(parameter));
            case "staging" -> options.withStaging(choice(S3Options.Staging.class, parameter));
            case "listing" -> options.withListing(choice(S3Options.Listing.class, parameter));
            case "statCache" -> options.withStatCache(Duration.ofSeconds(number(parameter)));
            default ->
                throw new IllegalArgumentException(
                        "s3: knows no parameter '" + parameter.getKey() + "'; it knows " + PARAMETERS);
        };
    }

    private static S3Conditions conditions(Map.Entry<String, String> parameter) {
        if (parameter.getValue().equals("auto")) {
            return S3Conditions.AUTO;
        }
        return flag(parameter) ? S3Conditions.HONOURED : S3Conditions.IGNORED;
    }

    private static S3Encryption encryption(String value) {
        if (value.equals("s3")) {
            return S3Encryption.S3_MANAGED;
        } else if (value.equals("kms")) {
            return new S3Encryption.Kms(null);
        } else if (value.startsWith("kms:")) {
            return new S3Encryption.Kms(value.substring("kms:".length()));
        }
        throw new IllegalArgumentException("sse must be s3, kms or kms:KEY: " + value);
    }

    private static URI uri(String value) {
        try {
            return URI.create(value);
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(
                    "endpoint must be an address such as https://s3.example.com: " + value, invalid);
        }
    }

    private static boolean flag(Map.Entry<String, String> parameter) {
        return switch (parameter.getValue()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        parameter.getKey() + " must be true or false: " + parameter.getValue());
        };
    }

    private static int number(Map.Entry<String, String> parameter) {
        try {
            return Integer.parseInt(parameter.getValue());
        } catch (NumberFormatException invalid) {
            throw new IllegalArgumentException(
                    parameter.getKey() + " must be a number: " + parameter.getValue(), invalid);
        }
    }

    private static int mebibytes(Map.Entry<String, String> parameter) {
        int mebibytes = number(parameter);
        if (mebibytes < 5 || mebibytes > 1024) {
            throw new IllegalArgumentException("partSize must be 5 to 1024 MiB: " + mebibytes);
        }
        return mebibytes << 20;
    }

    private static <E extends Enum<E>> E choice(Class<E> type, Map.Entry<String, String> parameter) {
        for (E value : type.getEnumConstants()) {
            if (value.name().equalsIgnoreCase(parameter.getValue())) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                parameter.getKey() + " must be one of " + String.join(", ", words(type)) + ": " + parameter.getValue());
    }

    private static <E extends Enum<E>> String[] words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }
}
