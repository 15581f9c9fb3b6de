package io.anyfs.expose.ftp;

import io.anyfs.expose.AddressBannedException;
import io.anyfs.expose.ServiceUnavailableException;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.Executor;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.impl.FtpServerContext;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects MINA's events to conversations. Runs on the thread of the {@link ControlProcessor}, and never waits. */
final class ControlHandler extends IoHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ControlHandler.class);
    private static final AttributeKey CONVERSATION = new AttributeKey(ControlHandler.class, "conversation");
    private static final AttributeKey PROTECTION = new AttributeKey(ControlHandler.class, "protection");

    private final FtpServerContext context;
    private final ControlProcessor processor;
    private final Conversations conversations;
    private final FtpNetwork network;
    private final Executor workers;

    ControlHandler(
            FtpServerContext context,
            ControlProcessor processor,
            Conversations conversations,
            FtpNetwork network,
            Executor workers) {
        this.context = context;
        this.processor = processor;
        this.conversations = conversations;
        this.network = network;
        this.workers = workers;
    }

    static Conversation conversation(IoSession session) {
        return (Conversation) session.getAttribute(CONVERSATION);
    }

    @Override
    public void sessionCreated(IoSession session) {
        ControlTls protection = new ControlTls(session, workers);
        session.setAttribute(PROTECTION, protection);
        session.getFilterChain().addFirst("tls", protection);
    }

    @Override
    public void sessionOpened(IoSession session) {
        ControlConnection control = new ControlConnection(
                new FtpIoSession(session, context),
                (SelectableChannel) ((NioSession) session).getChannel(),
                processor,
                (ControlTls) session.getAttribute(PROTECTION),
                network.tls());
        try {
            Conversation conversation = conversations.begin(control);
            session.setAttribute(CONVERSATION, conversation);
            if (network.implicit()) {
                control.beginTls();
                conversation.settings.dataProtected = true;
            }
            conversation.send(FtpReply.of(220, "Ready"));
        } catch (AddressBannedException banned) {
            session.closeNow();
        } catch (ServiceUnavailableException full) {
            if (!network.implicit()) {
                session.write(FtpReply.failure(full, ""));
            }
            session.closeOnFlush();
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
