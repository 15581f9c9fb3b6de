package io.anyfs.spi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where a secret is kept. What it prints as never holds the secret. */
public sealed interface SecretSource {

    /**
     * Fetches the secret; that of a file without white space at its end.
     *
     * @throws IOException if the variable is not set or the file cannot be read
     */
    String read() throws IOException;

    /**
     * Reads {@code env:NAME}, {@code file:PATH} or {@code value:TEXT}.
     *
     * @throws IllegalArgumentException if the text is none of these; the message does not repeat it
     */
    static SecretSource parse(String text) {
        if (text.startsWith("env:") && text.length() > 4) {
            return new Variable(text.substring(4));
        } else if (text.startsWith("file:") && text.length() > 5) {
            return new KeptInFile(path(text.substring(5)));
        } else if (text.startsWith("value:")) {
            return new Inline(text.substring(6));
        }
        throw new IllegalArgumentException(
                "must say where the secret is: env:NAME for an environment variable or file:PATH for a file");
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException("must name a file of this machine behind file:", invalid);
        }
    }

    /**
     * In a variable of the environment.
     *
     * @param name the variable
     */
    record Variable(String name) implements SecretSource {
        @Override
        public String read() throws IOException {
            String value = System.getenv(name);
            if (value == null || value.isEmpty()) {
                throw new IOException("the environment variable " + name + " is not set");
            }
            return value;
        }
    }

    /**
     * In a file of this machine, in UTF-8.
     *
     * @param file where
     */
    record KeptInFile(Path file) implements SecretSource {
        @Override
        public String read() throws IOException {
            try {
                return Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
            } catch (NoSuchFileException missing) {
                throw new NoSuchFileException(file.toString(), null, "there is no such file with a secret");
            }
        }
    }

    /**
     * Written where it is used.
     *
     * @param text the secret
     */
    record Inline(String text) implements SecretSource {
        @Override
        public String read() {
            return text;
        }

        @Override
        public String toString() {
            return "Inline[***]";
        }
    }
}
