package io.anyfs.expose;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several users, each with what they see. Immutable. */
public final class SeveralUsers implements Authenticator {

    private final List<SingleUser> users;

    /** These users. Of two with one name both may log in, each with their own password. */
    public SeveralUsers(List<SingleUser> users) {
        this.users = List.copyOf(users);
    }

    /** Asks all of them, so that the time tells nothing of who is known. */
    @Override
    public @Nullable Account authenticate(LoginAttempt attempt) {
        Account found = null;
        for (SingleUser user : users) {
            Account account = user.authenticate(attempt);
            found = found == null ? account : found;
        }
        return found;
    }
}
