package io.anyfs.expose;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may log in. Called on connection threads, several at once. An implementation takes the same time for an
 * unknown user as for a wrong password.
 */
@FunctionalInterface
public interface Authenticator {

    /**
     * The account, or {@code null} to refuse.
     *
     * @throws IOException if it cannot be decided now; the client is refused
     */
    @Nullable
    Account authenticate(LoginAttempt attempt) throws IOException;

    /**
     * Whether {@link #authenticate} would give an account, for clients that ask before they prove anything. Opens nothing where
     * an implementation can tell without.
     *
     * @throws IOException if it cannot be decided now
     */
    default boolean accepts(LoginAttempt attempt) throws IOException {
        Account account = authenticate(attempt);
        if (account == null) {
            return false;
        }
        account.lease().close();
        return true;
    }
}
