package io.anyfs.cli.serve;

import io.anyfs.cli.command.CommandException;
import io.anyfs.expose.SeveralUsers;
import io.anyfs.expose.SingleUser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Those whom the command line or a spec names.
 *
 * @param all at least one
 */
record NamedUsers(List<Login> all) implements Logins {

    static NamedUsers of(Login only) {
        return new NamedUsers(List.of(only));
    }

    @Override
    public String names() {
        return all.stream().map(Login::user).collect(Collectors.joining(", "));
    }

    @Override
    public Login first() {
        return all.get(0);
    }

    @Override
    public Admission admit(Served served) throws CommandException {
        List<SingleUser> users = new ArrayList<>();
        for (Login login : all) {
            users.add(login.to(served.seen().apply(login.user())));
        }
        return new Admission(new SeveralUsers(users), service -> () -> {}, () -> {});
    }
}
