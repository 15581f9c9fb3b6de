package io.anyfs.expose.users;

import io.anyfs.yaml.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may log in, as it is written in a file in YAML. Immutable. Changes are made by {@link UsersFileEditor}, which leaves the rest of
 * a file as it is.
 *
 * @param users by their names
 * @param anonymous what those see who are nobody in particular; {@code null} if they may not log in
 */
public record UsersFile(
        Map<String, UserEntry> users, @Nullable UserProfile anonymous) {

    /** The version of the language, which a file begins with. */
    public static final int VERSION = 1;

    /** Keeps the users from being changed. */
    public UsersFile {
        users = Collections.unmodifiableMap(new LinkedHashMap<>(users));
    }

    /**
     * Reads a text.
     *
     * @throws UsersFileException if it makes no sense
     */
    public static UsersFile parse(String yaml) {
        return UsersFileReader.read("users", yaml);
    }

    /**
     * Reads a file.
     *
     * @throws UsersFileException if it makes no sense
     * @throws IOException if it cannot be read
     */
    public static UsersFile read(Path file) throws IOException {
        return UsersFileReader.read(file.toString(), text(file));
    }

    static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException other) {
            throw new UsersFileException(
                    List.of(new Problem(file.toString(), 1, 1, "is not in UTF-8; write it in UTF-8")));
        }
    }

    /** The users as they would be written, each with all that holds for them. */
    public String toYaml() {
        return UserWriter.write(this);
    }
}
