package io.anyfs.cache.writeback;

import java.time.Duration;
import net.jqwik.api.Tag;

/** Files that wait for as long as nobody needs them in the storage give what the model gives. */
@Tag("once")
class StagedSequencesTest extends WriteBackSequences {

    @Override
    Duration delay() {
        return Duration.ofHours(1);
    }
}
