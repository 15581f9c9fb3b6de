package io.anyfs.vfs2.backend;

import org.apache.commons.vfs2.UserAuthenticationData;
import org.apache.commons.vfs2.UserAuthenticator;
import org.jspecify.annotations.Nullable;

/**
 * A user and a password. Those of Commons VFS itself are overwritten once they have been handed to a client, and some clients read
 * them only afterwards.
 */
final class Login implements UserAuthenticator {

    private final String user;
    private final @Nullable String password;

    Login(String user, @Nullable String password) {
        this.user = user;
        this.password = password;
    }

    @Override
    public UserAuthenticationData requestAuthentication(UserAuthenticationData.Type[] types) {
        UserAuthenticationData data = new Kept();
        data.setData(UserAuthenticationData.USERNAME, user.toCharArray());
        if (password != null) {
            data.setData(UserAuthenticationData.PASSWORD, password.toCharArray());
        }
        return data;
    }

    @Override
    public String toString() {
        return "Login[" + user + "]";
    }

    /** Is not overwritten. */
    private static final class Kept extends UserAuthenticationData {
        @Override
        public void cleanup() {
            // Whoever got it needs it for the next connection, too.
        }
    }
}
