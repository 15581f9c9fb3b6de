package io.anyfs.crypt;

import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.ListOptions;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** The file in the root of an encrypted storage without which nothing of it can be read. */
final class ConfigFile {

    static final String NAME = "anyfs-crypt.conf";

    private static final FsPath PATH = FsPath.ROOT.child(NAME);
    private static final int MAX_BYTES = 1 << 20;

    private final Backend storage;

    ConfigFile(Backend storage) {
        this.storage = storage;
    }

    /** What a storage was opened with. */
    record Opened(CryptConfig config, DataKey key) {}

    /** Opens an encrypted storage, or makes it one where that is allowed. */
    Opened openOrCreate(KeyProvider keys, CryptOptions options) throws IOException {
        String text = read();
        if (text != null) {
            return open(text, keys);
        }
        requireCreatable(options);
        try {
            return create(keys, options);
        } catch (FileAlreadyExistsException race) {
            // Another process was first; what it wrote is what holds.
            String theirs = read();
            if (theirs == null) {
                throw race;
            }
            return open(theirs, keys);
        }
    }

    /** Puts the data key under other keys. */
    void rewrap(KeyProvider before, KeyProvider after) throws IOException {
        String text = read();
        if (text == null) {
            throw new CryptConfigException(PATH.toString(), "the storage is not encrypted: the file is missing");
        }
        Opened opened = open(text, before);
        CryptConfig config = opened.config();
        CryptOptions options = new CryptOptions(config.names(), config.segmentSize(), false);
        write(opened.key(), after, options, WriteOptions.replace().mustExistAlready());
    }

    private Opened open(String text, KeyProvider keys) throws IOException {
        CryptConfig config;
        try {
            config = CryptConfig.parse(text);
        } catch (IllegalArgumentException senseless) {
            throw failure(new CryptConfigException(PATH.toString(), senseless.getMessage()), senseless);
        }
        if (!config.scheme().equals(keys.scheme())) {
            throw new WrongKeyException(
                    PATH.toString(), "needs a " + config.scheme() + ", and was given a " + keys.scheme());
        }
        try {
            DataKey key = DataKey.unwrapped(config.wrappedKeyBytes(), keys);
            config.verify(text, key);
            return new Opened(config, key);
        } catch (GeneralSecurityException refused) {
            throw failure(
                    new WrongKeyException(
                            PATH.toString(),
                            "the " + keys.scheme() + " does not open this storage, or its settings were changed"),
                    refused);
        }
    }

    private void requireCreatable(CryptOptions options) throws IOException {
        if (!storage.capabilities(PATH).has(Capability.WRITE)) {
            throw new CryptConfigException(
                    PATH.toString(), "the storage is not encrypted, and cannot be written to make it so");
        }
        if (!options.init() && !isEmpty()) {
            throw new CryptConfigException(
                    PATH.toString(),
                    "the storage holds entries and is not encrypted: the file is missing; init=true makes it an"
                            + " encrypted one beside them");
        }
    }

    private boolean isEmpty() throws IOException {
        try (BackendListing listing = storage.list(FsPath.ROOT, ListOptions.ENTRIES)) {
            return listing.next() == null;
        }
    }

    private Opened create(KeyProvider keys, CryptOptions options) throws IOException {
        return write(DataKey.random(), keys, options, WriteOptions.createNew());
    }

    private Opened write(DataKey key, KeyProvider keys, CryptOptions options, WriteOptions how) throws IOException {
        CryptConfig config;
        String text;
        try {
            config = CryptConfig.of(options, keys, key.wrapped(keys));
            text = config.sealed(key);
        } catch (GeneralSecurityException refused) {
            throw failure(
                    new WrongKeyException(PATH.toString(), "the " + keys.scheme() + " cannot wrap a key"), refused);
        }
        boolean durable = storage.capabilities(PATH).has(Capability.DURABLE);
        BackendWriteHandle out = storage.openWrite(PATH, durable ? how.durably() : how);
        boolean written = false;
        try {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            written = true;
        } finally {
            if (!written) {
                out.abort();
            }
        }
        out.commit();
        return new Opened(config, key);
    }

    private @Nullable String read() throws IOException {
        try (BackendReadHandle in = storage.openRead(PATH)) {
            long size = in.info().size();
            if (size > MAX_BYTES) {
                throw new CryptConfigException(PATH.toString(), "it is damaged: it has " + size + " bytes");
            }
            byte[] bytes = new byte[(int) size];
            ByteBuffer target = ByteBuffer.wrap(bytes);
            while (target.hasRemaining() && in.read(target, target.position()) >= 0) {}
            return new String(bytes, 0, target.position(), StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            return null;
        } catch (IsDirectoryException directory) {
            throw failure(new CryptConfigException(PATH.toString(), "it is a directory"), directory);
        }
    }

    private static <T extends IOException> T failure(T failure, Exception cause) {
        failure.initCause(cause);
        return failure;
    }
}
