package io.anyfs.overlay.quota;

import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;

/** What one change under way holds of the quota. Ends once, whichever thread ends it; afterwards it cannot grow. */
final class Hold {

    private final Ledger ledger;
    private final FsPath path;
    private Amount held = Amount.NONE;
    private boolean ended;

    Hold(Ledger ledger, FsPath path) {
        this.ledger = ledger;
        this.path = path;
    }

    /** Where the change is made. */
    FsPath path() {
        return path;
    }

    /** Holds at least so much. */
    synchronized void cover(Amount wanted) throws IOException {
        requireOpen();
        Amount more = wanted.minus(held).growth();
        ledger.hold(more, path);
        held = held.plus(more);
    }

    /** Holds exactly so many bytes. */
    synchronized void bytes(long wanted) throws IOException {
        cover(new Amount(wanted, 0));
        ledger.settle(new Amount(held.bytes() - wanted, 0), Amount.NONE);
        held = new Amount(wanted, held.entries());
    }

    synchronized Amount held() {
        return held;
    }

    /** Gives back what is held; what is stored has grown or shrunk by so much. */
    synchronized void end(Amount grown) {
        ledger.settle(held, grown);
        held = Amount.NONE;
        ended = true;
    }

    private void requireOpen() throws AsynchronousCloseException {
        if (ended) {
            throw new AsynchronousCloseException();
        }
    }
}
