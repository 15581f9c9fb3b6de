package io.anyfs.expose.sftp;

import io.anyfs.expose.Credential;
import java.security.PublicKey;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * Login by public key: RFC 4252, section 7. A client first asks about keys without proving anything, so who it is is decided
 * when a signature has been verified, by the key that made it.
 */
final class SigningKeyLogin extends UserAuthPublicKey {

    private @Nullable PublicKey signedBy;

    @Override
    public @Nullable Boolean doAuth(Buffer buffer, boolean init) throws Exception {
        signedBy = null;
        Boolean verified = super.doAuth(buffer, init);
        if (!Boolean.TRUE.equals(verified)) {
            return verified;
        }
        return signedBy != null && Logins.login(getServerSession(), getUsername(), new Credential.Key(signedBy));
    }

    @Override
    protected boolean verifySignature(
            ServerSession session,
            String user,
            String algorithm,
            PublicKey key,
            Buffer buffer,
            Signature verifier,
            byte[] signature)
            throws Exception {
        boolean verified = super.verifySignature(session, user, algorithm, key, buffer, verifier, signature);
        signedBy = verified ? key : null;
        return verified;
    }

    /** Makes one for each attempt. */
    static final class Factory extends UserAuthPublicKeyFactory {
        @Override
        public UserAuthPublicKey createUserAuth(ServerSession session) {
            return new SigningKeyLogin();
        }
    }
}
