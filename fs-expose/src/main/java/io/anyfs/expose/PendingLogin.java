package io.anyfs.expose;

import java.io.Closeable;

/** A connection that has not logged in yet. Closed when it has, or when it is gone; a second close does nothing. */
@FunctionalInterface
public interface PendingLogin extends Closeable {

    @Override
    void close();
}
