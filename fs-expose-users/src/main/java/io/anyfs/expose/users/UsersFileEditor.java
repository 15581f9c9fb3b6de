package io.anyfs.expose.users;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes a file of users and leaves the rest of it as it is, comments too. The file is replaced as a whole, readable by its owner
 * only; of several processes that change it one after the other does.
 */
public final class UsersFileEditor {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private static final long MAX_BYTES = 1L << 30;

    private final Path file;

    /** An editor of this file, which need not exist. */
    public UsersFileEditor(Path file) {
        this.file = file;
    }

    /**
     * Adds a user. Of the fields only what differs from what holds for everybody is written. The file is created if it is missing.
     *
     * @throws IllegalArgumentException if there is a user of this name, the user makes no sense, or the file is written in a way that cannot be changed
     * @throws UsersFileException if the file makes no sense
     */
    public void add(UserEntry user) throws IOException {
        boolean created = create();
        boolean added = false;
        try {
            insert(user);
            added = true;
        } finally {
            if (created && !added && Files.size(file) == 0) {
                Files.delete(file);
            }
        }
    }

    private boolean create() throws IOException {
        try {
            Files.createFile(file, ownerOnly());
            return true;
        } catch (FileAlreadyExistsException there) {
            return false;
        }
    }

    private void insert(UserEntry user) throws IOException {
        change(text -> {
            UsersFile before = text.isBlank() ? new UsersFile(Map.of(), null) : parse(text);
            if (before.users().containsKey(user.name())) {
                throw new IllegalArgumentException("there is a user '" + user.name() + "' already");
            }
            return new UsersText(text.isBlank() ? UsersText.NEW : text).add(user.name(), UserWriter.user(user));
        });
    }

    /**
     * Takes a user out.
     *
     * @throws IllegalArgumentException if there is none of this name, or the file is written in a way that cannot be changed
     */
    public void remove(String name) throws IOException {
        change(text -> {
            parse(text);
            return new UsersText(text).remove(name);
        });
    }

    /**
     * Gives a user these passwords and no others.
     *
     * @param passwords may be empty if the user has keys
     * @throws IllegalArgumentException as for {@link #remove}
     */
    public void setPasswords(String name, List<PasswordHash> passwords) throws IOException {
        set(name, "password", passwords.isEmpty() ? null : UserWriter.passwords(passwords));
    }

    /**
     * Gives a user these keys and no others.
     *
     * @throws IllegalArgumentException as for {@link #remove}
     */
    public void setKeys(String name, List<PublicKeyLine> keys) throws IOException {
        // An empty list says that there may be keys, which somebody without a password needs.
        set(name, "keys", keys.isEmpty() && hasPassword(name) ? null : UserWriter.keys(keys));
    }

    private boolean hasPassword(String name) throws IOException {
        UserEntry user = UsersFile.read(file).users().get(name);
        return user != null && !user.passwords().isEmpty();
    }

    private void set(String name, String field, @Nullable Object value) throws IOException {
        change(text -> {
            parse(text);
            return new UsersText(text).set(name, field, value);
        });
    }

    private UsersFile parse(String text) {
        return UsersFileReader.read(file.toString(), text);
    }

    /** What is locked is the file as it was; who waited for the lock looks whether another has replaced it meanwhile. */
    private void change(UnaryOperator<String> change) throws IOException {
        // The system's locks are for processes, not for threads.
        synchronized (UsersFileEditor.class) {
            while (!changed(change)) {
                Thread.onSpinWait();
            }
        }
    }

    private boolean changed(UnaryOperator<String> change) throws IOException {
        Path real = file.toRealPath();
        try (FileChannel channel = FileChannel.open(real, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            ByteBuffer held = ByteBuffer.allocate((int) Math.min(MAX_BYTES, channel.size()));
            while (held.hasRemaining() && channel.read(held) >= 0) {
                // Until all is read.
            }
            if (!lock.isValid() || !held.flip().equals(ByteBuffer.wrap(Files.readAllBytes(real)))) {
                return false;
            }
            String after = change.apply(UsersFile.text(real));
            parse(after);
            replace(real, after);
            return true;
        }
    }

    private static void replace(Path real, String text) throws IOException {
        Path parent = real.toAbsolutePath().getParent();
        Path whole = Files.createTempFile(parent, ".users", "", ownerOnly());
        try {
            try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(whole, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }
}
