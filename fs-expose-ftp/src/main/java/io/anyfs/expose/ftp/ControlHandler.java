package io.anyfs.expose.ftp;

import java.util.function.Function;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.impl.FtpServerContext;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects MINA's events to conversations. Runs on the thread of the {@link ControlProcessor}, and never waits. */
final class ControlHandler extends IoHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ControlHandler.class);
    private static final AttributeKey CONVERSATION = new AttributeKey(ControlHandler.class, "conversation");

    private final FtpServerContext context;
    private final Function<FtpIoSession, @Nullable Conversation> open;

    /** @param open makes the conversation of a new connection; {@code null} to turn it away */
    ControlHandler(FtpServerContext context, Function<FtpIoSession, @Nullable Conversation> open) {
        this.context = context;
        this.open = open;
    }

    static Conversation conversation(IoSession session) {
        return (Conversation) session.getAttribute(CONVERSATION);
    }

    @Override
    public void sessionOpened(IoSession session) {
        FtpIoSession control = new FtpIoSession(session, context);
        Conversation conversation = open.apply(control);
        if (conversation == null) {
            session.write(FtpReply.of(421, "Not now, try again later"));
            session.closeOnFlush();
        } else {
            session.setAttribute(CONVERSATION, conversation);
            conversation.send(FtpReply.of(220, "Ready"));
        }
    }

    @Override
    public void messageReceived(IoSession session, Object message) {
        Conversation conversation = conversation(session);
        if (conversation != null) {
            conversation.received((ControlInput) message);
        }
    }

    /** The client has closed its side. It cannot say any more whether a transfer is whole. */
    @Override
    public void inputClosed(IoSession session) {
        lost(session);
        session.closeNow();
    }

    @Override
    public void sessionClosed(IoSession session) {
        lost(session);
    }

    @Override
    public void exceptionCaught(IoSession session, Throwable cause) {
        LOG.debug("a control connection failed: {}", session.getRemoteAddress(), cause);
        lost(session);
        session.closeNow();
    }

    private static void lost(IoSession session) {
        Conversation conversation = conversation(session);
        if (conversation != null) {
            conversation.lost();
        }
    }
}
