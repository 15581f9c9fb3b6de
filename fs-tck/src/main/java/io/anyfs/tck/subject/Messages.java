package io.anyfs.tck.subject;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsPath;
import io.anyfs.Operation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Checks of what a failure tells. */
final class Messages {

    private Messages() {}

    static void assertTells(Throwable failure, Operation operation, FsPath path, String backend) {
        String message = failure.getMessage();
        assertNotNull(message, () -> failure.getClass() + " without a message");
        assertTrue(message.contains(operation.toString()), () -> "no operation '" + operation + "' in: " + message);
        assertTrue(message.contains(path.toString()), () -> "no path '" + path + "' in: " + message);
        assertTrue(message.contains(backend), () -> "no backend '" + backend + "' in: " + message);
    }

    /** Looks through the causes and the suppressed failures too, as a log would print them. */
    static void assertTellsNone(Throwable failure, List<String> secrets) {
        if (secrets.isEmpty()) {
            return;
        }
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        for (String secret : secrets) {
            assertFalse(text.toString().contains(secret), () -> "a secret is in the text of " + failure.getClass());
        }
    }
}
