package io.anyfs.cache;

import java.util.concurrent.CompletableFuture;

/** A block that somebody fetches, for others who need it to wait for. */
final class Flight extends CompletableFuture<Flight.Landing> {

    /** How it ended. */
    enum Landing {
        /** The block is stored, or somebody who needs it may try. */
        LOOK_AGAIN,
        /** The block could not be stored: who needs it reads it from the storage. */
        NOT_STORED
    }
}
