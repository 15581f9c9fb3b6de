package io.anyfs.expose.sftp;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.ServiceFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.session.ServerUserAuthService;
import org.apache.sshd.server.session.ServerUserAuthServiceFactory;

/** MINA's service for logins, in which keys too can be decided on later; by itself it allows that for passwords only. */
final class LoginService extends ServerUserAuthService {

    private int requests;

    private LoginService(Session session) throws IOException {
        super(session);
    }

    /** What the client asks for now. */
    synchronized int request() {
        return requests;
    }

    /** Answers a request, unless the client has asked for something else meanwhile, and so given it up: RFC 4252, section 5. */
    synchronized void answer(int request, Buffer buffer, boolean loggedIn) {
        ServerSession session = getServerSession();
        if (request == requests && !isClosing() && !session.isClosing() && !session.isAuthenticated()) {
            asyncAuth(SshConstants.SSH_MSG_USERAUTH_REQUEST, buffer, loggedIn);
        }
    }

    @Override
    protected boolean handleUserAuthRequestMessage(
            ServerSession session, Buffer buffer, AtomicReference<Boolean> result) throws Exception {
        requests++;
        return super.handleUserAuthRequestMessage(session, buffer, result);
    }

    /** Makes one for each connection. */
    static final class Factory implements ServiceFactory {
        @Override
        public String getName() {
            return ServerUserAuthServiceFactory.INSTANCE.getName();
        }

        @Override
        public Service create(Session session) throws IOException {
            return new LoginService(session);
        }
    }
}
