package io.anyfs.yaml;

/**
 * Something in a file that makes no sense.
 *
 * @param source which file, or what a text without one is called
 * @param line from 1
 * @param column from 1
 * @param text what is wrong and what to write instead, without a secret
 */
public record Problem(String source, int line, int column, String text) {

    /** As compilers write it, so that editors find the place. */
    @Override
    public String toString() {
        return source + ":" + line + ":" + column + ": " + text;
    }
}
