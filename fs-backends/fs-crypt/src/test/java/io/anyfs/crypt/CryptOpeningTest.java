package io.anyfs.crypt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ReadOnlyBackend;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which keys open which storages. */
class CryptOpeningTest {

    private static final String PASSPHRASE = "correct horse battery staple";
    private static final String CONFIG = "/" + ConfigFile.NAME;

    private Backend storage;
    private FileSystem stored;

    @BeforeEach
    void createStorage() {
        storage = new MemoryBackend(MemoryOptions.DEFAULT);
        stored = FileSystem.over(storage);
    }

    @AfterEach
    void closeStorage() throws IOException {
        stored.close();
    }

    @Test
    void what_is_written_is_read_after_the_next_opening() throws IOException {
        try (FileSystem fs = open(Keys.key())) {
            fs.write("/f", "abc");
        }
        try (FileSystem fs = open(Keys.key())) {
            assertEquals("abc", fs.readString("/f"));
        }
    }

    @Test
    void another_key_does_not_open() throws IOException {
        open(Keys.key()).close();
        byte[] before = stored.readBytes(CONFIG);
        WrongKeyException failure = assertThrows(WrongKeyException.class, () -> open(Keys.another()));
        assertEquals(ErrorKind.CORRUPT, ErrorKind.of(failure));
        assertFalse(text(failure).contains(Keys.HEX));
        assertEquals(new String(before, StandardCharsets.UTF_8), stored.readString(CONFIG));
    }

    @Test
    void only_the_same_passphrase_opens_and_no_failure_tells_it() throws IOException {
        try (FileSystem fs = open(KeyProvider.ofPassphrase(PASSPHRASE))) {
            fs.write("/f", "abc");
        }
        try (FileSystem fs = open(KeyProvider.ofPassphrase(PASSPHRASE))) {
            assertEquals("abc", fs.readString("/f"));
        }
        String wrong = PASSPHRASE + "r";
        WrongKeyException failure = assertThrows(WrongKeyException.class, () -> open(KeyProvider.ofPassphrase(wrong)));
        assertFalse(text(failure).contains(PASSPHRASE));
        WrongKeyException other = assertThrows(WrongKeyException.class, () -> open(Keys.key()));
        assertTrue(other.getMessage().contains("needs a passphrase"), other::getMessage);
        assertFalse(stored.readString(CONFIG).contains(PASSPHRASE));
    }

    @Test
    void a_passphrase_or_key_is_changed_without_encrypting_again() throws IOException {
        try (FileSystem fs = open(Keys.key())) {
            fs.write("/f", "abc");
        }
        CryptBackend.changeKey(storage, Keys.key(), KeyProvider.ofPassphrase(PASSPHRASE));
        try (FileSystem fs = open(KeyProvider.ofPassphrase(PASSPHRASE))) {
            assertEquals("abc", fs.readString("/f"));
        }
        assertThrows(WrongKeyException.class, () -> open(Keys.key()));
        assertThrows(WrongKeyException.class, () -> CryptBackend.changeKey(storage, Keys.key(), Keys.another()));
    }

    @Test
    void tinks_aead_opens_as_a_key_management_service_would() throws Exception {
        AeadConfig.register();
        Aead kms = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM)
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
        Aead other = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM)
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
        try (FileSystem fs = open(KeyProvider.ofAead(kms))) {
            fs.write("/f", "abc");
        }
        try (FileSystem fs = open(KeyProvider.ofAead(kms))) {
            assertEquals("abc", fs.readString("/f"));
        }
        assertThrows(WrongKeyException.class, () -> open(KeyProvider.ofAead(other)));
    }

    @Test
    void a_service_that_is_not_reached_is_told_as_it_is() throws IOException {
        open(Keys.key()).close();
        IOException down = new IOException("no route to the service");
        KeyProvider unreachable = new KeyProvider() {
            @Override
            public String scheme() {
                return "key";
            }

            @Override
            public byte[] wrap(byte[] dataKey) throws IOException {
                throw down;
            }

            @Override
            public byte[] unwrap(byte[] wrapped) throws IOException {
                throw down;
            }
        };
        assertEquals(down, assertThrows(IOException.class, () -> open(unreachable)));
    }

    @Test
    void no_byte_of_the_settings_can_be_changed_unnoticed() throws IOException {
        open(Keys.key()).close();
        byte[] config = stored.readBytes(CONFIG);
        for (int position = 0; position < config.length; position++) {
            byte[] changed = config.clone();
            changed[position] ^= 1;
            stored.write(CONFIG, changed);
            int at = position;
            IOException failure =
                    assertThrows(IOException.class, () -> open(Keys.key()), () -> "byte " + at + " changed");
            assertTrue(failure instanceof WrongKeyException || failure instanceof CryptConfigException);
        }
        stored.write(CONFIG, new byte[0]);
        assertThrows(CryptConfigException.class, () -> open(Keys.key()));
    }

    @Test
    void names_cannot_be_made_plain_by_who_has_no_key() throws IOException {
        open(Keys.key()).close();
        stored.write(CONFIG, stored.readString(CONFIG).replace("names encrypted", "names plain"));
        assertThrows(WrongKeyException.class, () -> open(Keys.key()));
    }

    @Test
    void a_later_version_is_not_guessed_at() throws IOException {
        stored.write(CONFIG, "anyfs-crypt 2\nsomething new\n");
        CryptConfigException failure = assertThrows(CryptConfigException.class, () -> open(Keys.key()));
        assertTrue(failure.getMessage().contains("version 2"), failure::getMessage);
    }

    @Test
    void a_storage_that_holds_entries_is_not_taken_unless_told_so() throws IOException {
        stored.write("/theirs", "abc");
        CryptConfigException failure = assertThrows(CryptConfigException.class, () -> open(Keys.key()));
        assertTrue(failure.getMessage().contains("init=true"), failure::getMessage);
        assertEquals(1, stored.entries("/").size());
        try (CryptBackend backend = CryptBackend.open(
                        new Vault.Borrowed(storage), Keys.key(), CryptOptions.DEFAULT.withInit(true));
                FileSystem fs = FileSystem.over(backend)) {
            assertEquals(List.of(), fs.entries("/"));
            assertEquals(List.of("theirs"), backend.foreignEntries(io.anyfs.FsPath.ROOT));
            fs.write("/ours", "x");
        }
        assertEquals("abc", stored.readString("/theirs"));
    }

    @Test
    void a_storage_that_cannot_be_written_is_read_but_not_made_an_encrypted_one() throws IOException {
        Backend readOnly = new ReadOnlyBackend(new Vault.Borrowed(storage));
        assertThrows(CryptConfigException.class, () -> CryptBackend.open(readOnly, Keys.key(), CryptOptions.DEFAULT));
        try (FileSystem fs = open(Keys.key())) {
            fs.write("/f", "abc");
        }
        try (FileSystem fs = FileSystem.over(CryptBackend.open(readOnly, Keys.key(), CryptOptions.DEFAULT))) {
            assertEquals("abc", fs.readString("/f"));
            assertThrows(
                    io.anyfs.UnsupportedCapabilityException.class, () -> fs.openWrite("/g", WriteOptions.append()));
        }
    }

    @Test
    void a_storage_stays_as_it_was_created() throws IOException {
        CryptOptions first = CryptOptions.DEFAULT.withSegmentSize(2048).withNames(NameProtection.PLAIN);
        CryptBackend.open(new Vault.Borrowed(storage), Keys.key(), first).close();
        try (CryptBackend again = CryptBackend.open(new Vault.Borrowed(storage), Keys.key(), CryptOptions.DEFAULT)) {
            assertEquals(2048, again.segmentSize());
            assertEquals(NameProtection.PLAIN, again.names());
        }
    }

    @Test
    void many_that_create_the_same_storage_agree_on_its_key() throws Exception {
        Race.assertAllSucceeded(Race.run(8, number -> {
            try (FileSystem fs = open(Keys.key())) {
                fs.write("/f" + number, "abc");
            }
            return number;
        }));
        try (FileSystem fs = open(Keys.key())) {
            assertEquals(8, fs.entries("/").size());
            for (int number = 0; number < 8; number++) {
                assertEquals("abc", fs.readString("/f" + number));
            }
        }
    }

    @Test
    void a_passphrase_that_asks_for_too_much_work_is_refused() throws GeneralSecurityException, IOException {
        KeyProvider keys = KeyProvider.ofPassphrase(PASSPHRASE);
        byte[] wrapped = keys.wrap(new byte[DataKey.BYTES]);
        wrapped[0] = 0x7f;
        assertThrows(GeneralSecurityException.class, () -> keys.unwrap(wrapped));
        assertThrows(GeneralSecurityException.class, () -> keys.unwrap(new byte[3]));
        assertThrows(IllegalArgumentException.class, () -> KeyProvider.ofPassphrase(""));
        assertThrows(IllegalArgumentException.class, () -> KeyProvider.ofKey(new byte[16]));
    }

    private FileSystem open(KeyProvider keys) throws IOException {
        return FileSystem.over(CryptBackend.open(new Vault.Borrowed(storage), keys, CryptOptions.DEFAULT));
    }

    private static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
