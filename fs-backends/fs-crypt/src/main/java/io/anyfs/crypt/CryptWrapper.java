package io.anyfs.crypt;

import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code crypt}: contents and names are encrypted. See {@link CryptBackend}. */
public final class CryptWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS = List.of(
            Setting.of("key", Setting.Type.SECRET, "where the key is: 32 random bytes as hexadecimal digits or Base64"),
            Setting.of("passphrase", Setting.Type.SECRET, "where the passphrase is; this or the key has to be set"),
            Setting.choice(
                            "names",
                            "whether names are encrypted too; of a storage that exists, as it was created",
                            "encrypted",
                            "plain")
                    .withStandard("encrypted"),
            Setting.of(
                            "segmentSize",
                            Setting.Type.BYTES,
                            "what is read and decrypted at once, 1KiB to 16MiB; of a storage that exists, as it was created")
                    .withStandard("64KiB"),
            Setting.of("init", Setting.Type.FLAG, "whether a storage that holds entries may be made an encrypted one")
                    .withStandard("false"));

    /** For {@link java.util.ServiceLoader}. */
    public CryptWrapper() {}

    @Override
    public String name() {
        return "crypt";
    }

    @Override
    public String description() {
        return "contents and names are encrypted, by a key or a passphrase";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) throws IOException {
        long segmentSize = values.bytes("segmentSize", CryptOptions.DEFAULT.segmentSize());
        CryptOptions.requireSegmentSize(segmentSize);
        NameProtection names = values.choice("names", NameProtection.class);
        CryptOptions options = new CryptOptions(names, (int) segmentSize, values.flag("init"));
        CryptBackend crypt = CryptBackend.open(inner, keys(values), options);
        if (values.has("names") && crypt.names() != names) {
            throw created("names", crypt.names().name().toLowerCase(Locale.ROOT));
        }
        if (values.has("segmentSize") && crypt.segmentSize() != segmentSize) {
            throw created("segmentSize", String.valueOf(crypt.segmentSize()));
        }
        return crypt;
    }

    private static KeyProvider keys(SettingValues values) throws IOException {
        String key = values.secret("key");
        String passphrase = values.secret("passphrase");
        if ((key == null) == (passphrase == null)) {
            throw new IllegalArgumentException("crypt: set either key or passphrase, such as crypt.key=file:/path");
        }
        if (passphrase != null) {
            if (passphrase.isEmpty()) {
                throw new IllegalArgumentException("crypt: the passphrase is empty");
            }
            return KeyProvider.ofPassphrase(passphrase);
        }
        byte[] bytes = bytes(key);
        if (bytes == null) {
            throw new IllegalArgumentException(
                    "crypt: key must be 32 random bytes, as 64 hexadecimal digits or in Base64;"
                            + " 'openssl rand -hex 32' makes one");
        }
        return KeyProvider.ofKey(bytes);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String key = text.strip();
        try {
            byte[] bytes = key.length() == 2 * DataKey.BYTES
                    ? HexFormat.of().parseHex(key)
                    : Base64.getDecoder().decode(key.replace('-', '+').replace('_', '/'));
            return bytes.length == DataKey.BYTES ? bytes : null;
        } catch (IllegalArgumentException neither) {
            return null;
        }
    }

    private static IllegalArgumentException created(String setting, String value) {
        return new IllegalArgumentException(
                "crypt: the storage was created with " + setting + "=" + value + ", which cannot be changed");
    }
}
