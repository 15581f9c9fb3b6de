package io.anyfs.served;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where something is served on this machine, and all that a client needs to get in. Immutable; printed without secrets. */
public sealed interface ServedAddress {

    /** What the server speaks. */
    ServedProtocol protocol();

    /** The name or address to connect to. */
    String host();

    /** The port to connect to. */
    int port();

    /** Who may log in; of S3 the access key. */
    String user();

    /** The password of the user; of S3 the secret key. */
    String password();

    /** The address as a URL, without a password. */
    URI url();

    /**
     * The same as variables for the environment of a command: {@code ANYFS_}, the protocol, {@code _URL}, {@code _HOST},
     * {@code _PORT}, {@code _USER}, {@code _PASSWORD}, and more by protocol; for S3 those that the tools of AWS know.
     */
    Map<String, String> environment();

    /**
     * An SFTP server.
     *
     * @param host the address to connect to
     * @param port the port to connect to
     * @param user who may log in
     * @param password the user's password
     * @param keyFile a private key of the user, in OpenSSH's format and without a passphrase
     * @param knownHosts a file with the line of {@code known_hosts} for the server
     * @param fingerprint of the server's key, as ssh shows it: {@code SHA256:} and Base64
     */
    record Sftp(String host, int port, String user, String password, Path keyFile, Path knownHosts, String fingerprint)
            implements ServedAddress {

        @Override
        public ServedProtocol protocol() {
            return ServedProtocol.SFTP;
        }

        @Override
        public URI url() {
            return Variables.url("sftp", this);
        }

        /** With {@code ANYFS_SFTP_KEY_FILE}, {@code ANYFS_SFTP_KNOWN_HOSTS} and {@code ANYFS_SFTP_FINGERPRINT}. */
        @Override
        public Map<String, String> environment() {
            Map<String, String> variables = Variables.of(this);
            variables.put("ANYFS_SFTP_KEY_FILE", keyFile.toString());
            variables.put("ANYFS_SFTP_KNOWN_HOSTS", knownHosts.toString());
            variables.put("ANYFS_SFTP_FINGERPRINT", fingerprint);
            return variables;
        }

        @Override
        public String toString() {
            return url().toString();
        }
    }

    /**
     * An FTP server.
     *
     * @param host the address to connect to
     * @param port the port to connect to
     * @param user who may log in
     * @param password the user's password
     */
    record Ftp(String host, int port, String user, String password) implements ServedAddress {

        @Override
        public ServedProtocol protocol() {
            return ServedProtocol.FTP;
        }

        @Override
        public URI url() {
            return Variables.url("ftp", this);
        }

        @Override
        public Map<String, String> environment() {
            return Variables.of(this);
        }

        @Override
        public String toString() {
            return url().toString();
        }
    }

    /**
     * An FTP server that clients have to protect by TLS, with AUTH TLS. Its URL begins with {@code ftp:}, for {@code ftps:} is
     * for clients TLS from the first byte on.
     *
     * @param host the address to connect to
     * @param port the port to connect to
     * @param user who may log in
     * @param password the user's password
     * @param certificate the server's certificate, to be trusted, in PEM
     * @param trustStore a PKCS #12 store of Java with this certificate; its password is {@value #TRUST_STORE_PASSWORD}
     */
    record Ftps(String host, int port, String user, String password, Path certificate, Path trustStore)
            implements ServedAddress {

        /** The password of the trust store, which keeps no secret. */
        public static final String TRUST_STORE_PASSWORD = "changeit";

        @Override
        public ServedProtocol protocol() {
            return ServedProtocol.FTPS;
        }

        @Override
        public URI url() {
            return Variables.url("ftp", this);
        }

        /** With {@code ANYFS_FTPS_CERTIFICATE} and {@code ANYFS_FTPS_TRUST_STORE}. */
        @Override
        public Map<String, String> environment() {
            Map<String, String> variables = Variables.of(this);
            variables.put("ANYFS_FTPS_CERTIFICATE", certificate.toString());
            variables.put("ANYFS_FTPS_TRUST_STORE", trustStore.toString());
            return variables;
        }

        @Override
        public String toString() {
            return url().toString();
        }
    }

    /**
     * A bucket of an S3 server, which wants buckets in the path.
     *
     * @param endpoint the server, such as {@code http://127.0.0.1:41234}
     * @param region what clients sign for
     * @param bucket the bucket with the files
     * @param accessKey the name of the key
     * @param secretKey its secret
     */
    record S3(URI endpoint, String region, String bucket, String accessKey, String secretKey) implements ServedAddress {

        @Override
        public ServedProtocol protocol() {
            return ServedProtocol.S3;
        }

        @Override
        public String host() {
            return endpoint.getHost();
        }

        @Override
        public int port() {
            return endpoint.getPort();
        }

        @Override
        public String user() {
            return accessKey;
        }

        @Override
        public String password() {
            return secretKey;
        }

        /** As {@code FileSystems.open} takes it, with the credentials from elsewhere. */
        @Override
        public URI url() {
            return URI.create("s3://" + bucket + "?endpoint=" + endpoint + "&region=" + region);
        }

        /**
         * {@code AWS_ENDPOINT_URL}, {@code AWS_REGION}, {@code AWS_DEFAULT_REGION}, {@code AWS_ACCESS_KEY_ID},
         * {@code AWS_SECRET_ACCESS_KEY}, {@code ANYFS_S3_BUCKET} and {@code ANYFS_S3_URL}.
         */
        @Override
        public Map<String, String> environment() {
            Map<String, String> variables = new LinkedHashMap<>();
            variables.put("AWS_ENDPOINT_URL", endpoint.toString());
            variables.put("AWS_REGION", region);
            variables.put("AWS_DEFAULT_REGION", region);
            variables.put("AWS_ACCESS_KEY_ID", accessKey);
            variables.put("AWS_SECRET_ACCESS_KEY", secretKey);
            variables.put("ANYFS_S3_BUCKET", bucket);
            variables.put("ANYFS_S3_URL", url().toString());
            return variables;
        }

        @Override
        public String toString() {
            return url().toString();
        }
    }
}
