package io.anyfs.mount.fuse;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.anyfs.mount.os.MountUnavailableException;

/** Whether this machine can mount. */
final class Fuse {

    private Fuse() {}

    /** Skips the test where it cannot, and fails it where the environment says {@code CI=true}: there it has to. */
    static void require() {
        try {
            new FuseProvider().requireUsable();
        } catch (MountUnavailableException missing) {
            if ("true".equals(System.getenv("CI"))) {
                fail(missing.getMessage() + ", and CI=true asks for FUSE");
            }
            abort(missing.getMessage());
        }
    }
}
