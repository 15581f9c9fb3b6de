package io.anyfs.expose.sftp;

import java.util.Map;
import org.apache.sshd.common.channel.PtyMode;
import org.apache.sshd.common.channel.RequestHandler.Result;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.session.ServerSession;

/** A session channel for files only. It keeps nothing that a client wants kept for a shell: no variables, no terminal. */
final class FileTransferChannel extends ChannelSession {

    @Override
    protected Result handleEnvParsed(String name, String value) {
        return Result.ReplyFailure;
    }

    @Override
    protected Result handlePtyReqParsed(
            String term, int columns, int rows, int width, int height, Map<PtyMode, Integer> modes) {
        return Result.ReplyFailure;
    }

    @Override
    protected Result handleAgentForwardingParsed(String requestType) {
        return Result.ReplyFailure;
    }

    @Override
    protected Result handleX11ForwardingParsed(
            String requestType,
            ServerSession session,
            boolean singleConnection,
            String authProtocol,
            String authCookie,
            int screen) {
        return Result.ReplyFailure;
    }
}
