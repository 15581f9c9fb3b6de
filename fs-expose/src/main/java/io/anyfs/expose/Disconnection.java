package io.anyfs.expose;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The end that somebody makes of a connection, in whichever order the way to do it and the reason come. */
final class Disconnection {

    private @Nullable Consumer<String> ending;
    private @Nullable String reason;

    /** Says how to end the connection; if that is wanted already, it is done at once. */
    void by(Consumer<String> how) {
        String late;
        synchronized (this) {
            ending = how;
            late = reason;
        }
        if (late != null) {
            how.accept(late);
        }
    }

    /** Ends the connection, now or as soon as somebody says how. */
    void because(String why) {
        Consumer<String> how;
        synchronized (this) {
            reason = why;
            how = ending;
        }
        if (how != null) {
            how.accept(why);
        }
    }
}
