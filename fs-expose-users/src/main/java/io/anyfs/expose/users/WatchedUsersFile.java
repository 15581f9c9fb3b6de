package io.anyfs.expose.users;

import io.anyfs.expose.users.PasswordHash.Cost;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of users as it is now. One with mistakes, and one that cannot be read, leaves what was read last, and is logged. Safe for use
 * by many threads.
 */
final class WatchedUsersFile {

    private static final Logger LOG = System.getLogger(WatchedUsersFile.class.getPackageName());

    /** Two changes within what file systems tell apart look like one; so a young file is read again. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final Path file;
    private final Consumer<UsersFile> check;
    private final Clock clock;
    private @Nullable Stamp stamp;
    private boolean settled;
    private String text;
    private String mistake = "";
    private volatile Known good;

    /**
     * The users, and what is computed of them once and not at each login.
     *
     * @param passwordWork {@linkplain PasswordCheck#work what it takes} to compare a password with those of any user
     */
    record Known(UsersFile users, Map<Cost, Integer> passwordWork) {}

    private record Stamp(
            Instant modified, long size, @Nullable Object key) {}

    /**
     * Reads the file.
     *
     * @param check what else it must be; throws {@link IllegalArgumentException}
     */
    WatchedUsersFile(Path file, Consumer<UsersFile> check, Clock clock) throws IOException {
        this.file = file;
        this.check = check;
        this.clock = clock;
        remember();
        this.text = UsersFile.text(file);
        this.good = parsed(text);
    }

    /** The users as they were written last without a mistake. */
    synchronized Known current() {
        try {
            Stamp before = stamp;
            boolean wasSettled = settled;
            if (remember().equals(before) && wasSettled) {
                return good;
            }
            String now = UsersFile.text(file);
            if (!now.equals(text)) {
                text = now;
                good = parsed(now);
                LOG.log(Level.INFO, "{0} has changed and was read again", file);
            }
            mistake = "";
        } catch (IOException | IllegalArgumentException wrong) {
            String told = wrong.toString();
            if (!told.equals(mistake)) {
                mistake = told;
                LOG.log(
                        Level.WARNING,
                        "{0} cannot be used as it is now, what was read before still holds: {1}",
                        file,
                        wrong.getMessage());
            }
        }
        return good;
    }

    private Stamp remember() throws IOException {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        Stamp now = new Stamp(facts.lastModifiedTime().toInstant(), facts.size(), facts.fileKey());
        settled = now.modified().plus(SETTLED).isBefore(clock.instant());
        stamp = now;
        return now;
    }

    private Known parsed(String yaml) {
        UsersFile read = UsersFileReader.read(file.toString(), yaml);
        check.accept(read);
        return new Known(read, PasswordCheck.work(read));
    }
}
