package io.anyfs.overlay.mount;

import io.anyfs.FsPath;
import java.io.IOException;

/** Something that is open in a mounted storage. Its text says what, for messages. */
interface OpenUse {

    /** Where it is in the tree. */
    FsPath path();

    /** Ends it because the storage goes. From any thread, at any time, also when it has ended already. */
    void cutOff() throws IOException;
}
