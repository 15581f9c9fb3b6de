package io.anyfs.it.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/**
 * How a client ended.
 *
 * @param command what was run
 * @param exitCode as the client said
 * @param output its standard output
 * @param errors its standard error
 */
public record ClientResult(String command, int exitCode, String output, String errors) {

    /** Fails the test, with all that the client said, unless the client succeeded. */
    public ClientResult requireSuccess() {
        assertEquals(0, exitCode, this::toString);
        return this;
    }

    /** Fails the test, with all that the client said, if the client succeeded. */
    public ClientResult requireFailure() {
        assertNotEquals(0, exitCode, this::toString);
        return this;
    }

    @Override
    public String toString() {
        return command + "\nexit code " + exitCode + "\n--- output\n" + output + "\n--- errors\n" + errors;
    }
}
