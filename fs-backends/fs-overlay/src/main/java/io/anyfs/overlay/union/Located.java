package io.anyfs.overlay.union;

import io.anyfs.FsPath;

/**
 * Where a path leads.
 *
 * @param directory what holds the slot; the root holds itself
 */
record Located(Slot directory, Slot slot) {

    FsPath path() {
        return slot.path();
    }
}
