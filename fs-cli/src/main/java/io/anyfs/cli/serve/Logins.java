package io.anyfs.cli.serve;

import io.anyfs.FileSystem;
import io.anyfs.cli.command.CommandException;
import io.anyfs.expose.Authenticator;
import io.anyfs.expose.FileService;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** All who may log in. */
interface Logins {

    /** Their names, for people. */
    String names();

    /** The one whose commands are shown as an example. */
    Login first();

    /** Begins to let them in. */
    Admission admit(Served served) throws CommandException, IOException;

    /**
     * What they may see.
     *
     * @param seen what a user of this name sees
     * @param readOnly whether nobody can change anything
     * @param secrets files that nobody may fetch
     */
    record Served(Function<String, FileSystem> seen, boolean readOnly, List<Path> secrets) {}

    /**
     * Who decides on them.
     *
     * @param watch what sees to it that nobody stays who may not
     * @param homes what is open for them, closed at the end
     */
    record Admission(Authenticator authenticator, Watch watch, Closeable homes) implements Closeable {
        @Override
        public void close() throws IOException {
            homes.close();
        }
    }

    /** Watches the sessions of a service. */
    @FunctionalInterface
    interface Watch {
        /** Begins; closing ends it. */
        Closeable over(FileService service);
    }
}
