package io.anyfs.cache.writeback;

import java.time.Duration;
import net.jqwik.api.Tag;

/** Files that are uploaded at once, at any moment of a sequence, give what the model gives. */
@Tag("once")
class EagerSequencesTest extends WriteBackSequences {

    @Override
    Duration delay() {
        return Duration.ZERO;
    }
}
