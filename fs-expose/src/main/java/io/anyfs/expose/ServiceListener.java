package io.anyfs.expose;

import java.io.IOException;

/**
 * Is told what clients do, whatever they speak, and may be against it. What begins with "before" refuses by throwing, best one of the
 * JDK's {@link java.nio.file.FileSystemException}s, such as {@link java.nio.file.AccessDeniedException}: the client gets the reply of
 * its protocol for that. Any other exception refuses too. What is told after the fact changes nothing any more; an exception of it is
 * logged.
 *
 * <p>Called on the threads that serve clients, several at once: what takes long belongs elsewhere. Several listeners are
 * called in the order they were added. One that never ends holds up its client, and that client only.
 */
public interface ServiceListener {

    /** Somebody has proved who they are. Throwing refuses as if the credential were wrong. */
    default void beforeLogin(Client client) throws IOException {}

    /** A session has begun. */
    default void afterLogin(SessionInfo session) {}

    /** Nobody was logged in. */
    default void loginFailed(Client client, LoginFailure failure) {}

    /** A client wants to do something. Nothing was done yet. */
    default void before(SessionInfo session, FileAction action) throws IOException {}

    /** It has come to its end, whether it was done, refused or cut. Each action comes to one end, also if its session is killed. */
    default void after(SessionInfo session, FileResult result) {}

    /** A session has ended; all its actions have before. */
    default void sessionEnded(SessionInfo session) {}
}
