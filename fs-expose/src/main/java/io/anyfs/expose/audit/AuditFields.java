package io.anyfs.expose.audit;

import io.anyfs.ErrorKind;
import io.anyfs.expose.Client;
import io.anyfs.expose.FileAction;
import io.anyfs.expose.FileResult;
import io.anyfs.expose.LoginFailure;
import io.anyfs.expose.SessionInfo;
import io.anyfs.text.JsonLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What the lines of an audit log say. Fields are only ever added. */
final class AuditFields {

    private AuditFields() {}

    static String login(Instant now, SessionInfo session) {
        return client(now, "login", session.client())
                .put("session", session.number())
                .toString();
    }

    static String loginFailed(Instant now, Client client, LoginFailure reason) {
        return client(now, "loginFailed", client)
                .put("reason", lowerCase(reason))
                .toString();
    }

    static String action(Instant now, SessionInfo session, FileResult result) {
        FileAction action = result.action();
        ErrorKind failure = result.failure();
        JsonLine line = client(now, event(action.kind()), session.client())
                .put("session", session.number())
                .put("path", action.path().toString())
                .put("target", action.target());
        if (action.kind() == FileAction.Kind.UPLOAD || action.kind() == FileAction.Kind.DOWNLOAD) {
            line.put("bytes", result.bytes());
        }
        return line.put("micros", result.duration().toNanos() / 1000)
                .put("outcome", lowerCase(result.outcome()))
                .put("failure", failure == null ? null : failure.name())
                .put("sha256", result.sha256())
                .toString();
    }

    static String sessionEnd(Instant now, SessionInfo session) {
        return client(now, "sessionEnd", session.client())
                .put("session", session.number())
                .put("bytesDown", session.bytesDown())
                .put("bytesUp", session.bytesUp())
                .put("seconds", Duration.between(session.since(), now).toSeconds())
                .toString();
    }

    static String lost(Instant now, long count) {
        return new JsonLine()
                .put("time", now.toString())
                .put("event", "lost")
                .put("count", count)
                .toString();
    }

    private static JsonLine client(Instant now, String event, Client client) {
        return new JsonLine()
                .put("time", now.toString())
                .put("event", event)
                .put("user", client.user())
                .put("address", client.from().getAddress().getHostAddress())
                .put("port", client.from().getPort())
                .put("protocol", client.protocol().name());
    }

    private static String event(FileAction.Kind kind) {
        return switch (kind) {
            case DOWNLOAD -> "download";
            case UPLOAD -> "upload";
            case DELETE -> "delete";
            case MOVE -> "move";
            case COPY -> "copy";
            case CREATE_DIRECTORY -> "createDirectory";
            case CREATE_LINK -> "createLink";
            case CREATE_HARD_LINK -> "createHardLink";
            case SET_ATTRIBUTES -> "setAttributes";
        };
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
