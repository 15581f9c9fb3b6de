package io.anyfs.overlay.mount;

import java.io.IOException;

/** Something that is open in a mounted storage. Its text says what, for messages. */
interface OpenUse {

    /** Ends it because the storage goes. From any thread, at any time, also when it has ended already. */
    void cutOff() throws IOException;
}
