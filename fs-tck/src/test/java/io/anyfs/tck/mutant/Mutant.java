package io.anyfs.tck.mutant;

import io.anyfs.spi.Backend;

/** A mistake that storages or libraries have made. */
interface Mutant {

    /** The case that notices. */
    String killer();

    /** The storage with the mistake. */
    Backend of(Backend storage);
}
