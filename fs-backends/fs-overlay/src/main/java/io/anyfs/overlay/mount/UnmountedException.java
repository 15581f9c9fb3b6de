package io.anyfs.overlay.mount;

import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * What was used has gone with its storage. Names no path: {@code FileSystem} adds that of its caller, who may see another than
 * this tree's.
 */
final class UnmountedException extends ClosedChannelException {

    private static final long serialVersionUID = 1L;

    UnmountedException(@Nullable Throwable cause) {
        initCause(cause);
    }

    @Override
    public String getMessage() {
        return "the storage was unmounted";
    }
}
