package io.anyfs.expose.sftp;

import java.security.PublicKey;
import java.security.cert.CertificateException;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * Login by public key: RFC 4252, section 7. A client first asks about keys without proving anything, so who it is is decided
 * when a signature has been verified, by the key that made it.
 */
final class SigningKeyLogin extends UserAuthPublicKey {

    private final Logins logins;
    private @Nullable PublicKey signedBy;

    private SigningKeyLogin(Logins logins) {
        this.logins = logins;
    }

    @Override
    public @Nullable Boolean doAuth(Buffer buffer, boolean init) {
        // The transport uses its buffer again before the login is decided.
        Buffer request = new ByteArrayBuffer(buffer.getCompactData());
        LoginService service = getServerSession().getService(LoginService.class);
        int number = service.request();
        boolean later = logins.decide(
                getServerSession(), () -> decide(request, init), loggedIn -> service.answer(number, request, loggedIn));
        return later ? null : Boolean.FALSE;
    }

    private @Nullable Boolean decide(Buffer request, boolean init) throws Exception {
        signedBy = null;
        Boolean verified = super.doAuth(request, init);
        if (!Boolean.TRUE.equals(verified)) {
            return verified;
        }
        PublicKey signer = signedBy;
        if (signer == null || !Logins.login(getServerSession(), getUsername(), UserCertificate.credential(signer))) {
            return false;
        }
        Connection connection = Connection.of(getServerSession());
        if (connection != null && UserCertificate.isForSftpOnly(signer)) {
            connection.refuseCommands();
        }
        return true;
    }

    /** The client may sign: a try of its own, which may come at once. */
    @Override
    protected void sendPublicKeyResponse(
            ServerSession session,
            String user,
            String algorithm,
            PublicKey key,
            byte[] blob,
            int offset,
            int length,
            Buffer buffer)
            throws Exception {
        Connection connection = Connection.of(session);
        if (connection != null) {
            connection.endTry();
        }
        super.sendPublicKeyResponse(session, user, algorithm, key, blob, offset, length, buffer);
    }

    @Override
    protected void verifyCriticalOptions(ServerSession session, OpenSshCertificate certificate)
            throws CertificateException {
        UserCertificate.requireObeyable(certificate);
        verifyCertificateSources(session, certificate);
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
        private final Logins logins;

        Factory(Logins logins) {
            this.logins = logins;
        }

        @Override
        public UserAuthPublicKey createUserAuth(ServerSession session) {
            return new SigningKeyLogin(logins);
        }
    }
}
