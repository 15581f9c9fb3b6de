package io.anyfs.expose.sftp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Iterator;
import java.util.Set;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** A key by which clients know a server: Ed25519 if it is made here, kept as a file in OpenSSH's format. */
record HostKey(KeyPair pair) {

    private static final int SSH_PORT = 22;

    /** A key that is forgotten with the process. */
    static HostKey ephemeral() throws IOException {
        try {
            return new HostKey(KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256));
        } catch (GeneralSecurityException failure) {
            throw new IOException("cannot generate a host key", failure);
        }
    }

    /** The key in a file, which is created, for its owner only, if it is missing. */
    static HostKey in(Path file) throws IOException {
        if (Files.notExists(file)) {
            try {
                create(file);
            } catch (FileAlreadyExistsException raced) {
                // Another server was first; its key is as good.
            }
        }
        return load(file);
    }

    /** What keys of its kind are called on the wire. */
    String type() {
        return KeyUtils.getKeyType(pair);
    }

    /** As ssh prints it: {@code SHA256:} and Base64. */
    String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, pair.getPublic());
    }

    /** The line of {@code known_hosts} for a server at this address. */
    String knownHostsLine(InetSocketAddress server) {
        String host = server.getAddress().getHostAddress();
        String name = server.getPort() == SSH_PORT ? host : "[" + host + "]:" + server.getPort();
        return name + " " + PublicKeyEntry.toString(pair.getPublic());
    }

    private static HostKey load(Path file) throws IOException {
        Iterable<KeyPair> pairs;
        try (InputStream in = Files.newInputStream(file)) {
            pairs = SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(file.toString()), in, null);
        } catch (FileSystemException unreadable) {
            throw unreadable;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException failure) {
            // Parsers tell what they met where, and not in which file.
            throw new IOException(file + " is not a private key without a passphrase", failure);
        }
        Iterator<KeyPair> found = pairs == null ? null : pairs.iterator();
        if (found == null || !found.hasNext()) {
            throw new IOException(file + " holds no private key");
        }
        return new HostKey(found.next());
    }

    private static void create(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        try {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(ephemeral().pair(), "anyfs host key", null, key);
        } catch (GeneralSecurityException failure) {
            throw new IOException("cannot write a host key to " + file, failure);
        }
        // The permissions come with the creation: no other user has a moment to open the file.
        try (var out = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
            out.write(ByteBuffer.wrap(key.toByteArray()));
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
