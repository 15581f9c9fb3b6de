package io.anyfs.cli.serve;

import io.anyfs.FileSystem;
import io.anyfs.cli.command.CommandException;
import io.anyfs.expose.Authenticator;
import io.anyfs.expose.SeveralUsers;
import io.anyfs.expose.SingleUser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All who may log in.
 *
 * @param all at least one
 */
record Logins(List<Login> all) {

    static Logins of(Login only) {
        return new Logins(List.of(only));
    }

    /** Their names, for people. */
    String names() {
        return all.stream().map(Login::user).collect(Collectors.joining(", "));
    }

    /** The one whose commands are shown as an example. */
    Login first() {
        return all.get(0);
    }

    /**
     * Who decides on them.
     *
     * @param seen what a user of this name sees
     */
    Authenticator to(Function<String, FileSystem> seen) throws CommandException {
        List<SingleUser> users = new ArrayList<>();
        for (Login login : all) {
            users.add(login.to(seen.apply(login.user())));
        }
        return new SeveralUsers(users);
    }
}
