package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserKeyFileTest {

    @TempDir
    private Path directory;

    @Test
    void the_public_key_is_that_of_the_private_one_which_only_its_owner_reads() throws IOException {
        Path file = directory.resolve("id");
        Path publicKey = UserKeyFile.create(file);

        assertEquals(directory.resolve("id.pub"), publicKey);
        assertEquals(List.of(HostKey.in(file).pair().getPublic()), List.copyOf(AuthorizedKeys.in(publicKey)));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void a_file_that_exists_stays_as_it_is() throws IOException {
        Path file = Files.writeString(directory.resolve("id"), "mine");
        assertThrows(FileAlreadyExistsException.class, () -> UserKeyFile.create(file));
        assertEquals("mine", Files.readString(file));
    }
}
