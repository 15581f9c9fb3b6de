package io.anyfs.overlay.mount;

import io.anyfs.FsPath;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** What was used has gone with its storage. */
final class UnmountedException extends ClosedChannelException {

    private static final long serialVersionUID = 1L;

    private final String message;

    UnmountedException(FsPath path, @Nullable Throwable cause) {
        this.message = path + ": on " + MountBackend.NAME + ": the storage was unmounted";
        initCause(cause);
    }

    @Override
    public String getMessage() {
        return message;
    }
}
