package io.anyfs.cache;

import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import net.jqwik.api.Tag;

/** A cached storage gives what the model gives, whatever the random sequence. */
@Tag("once")
class CacheMemorySequencesTest extends CacheSequences {

    @Override
    Backend storage() {
        return new MemoryBackend(MemoryOptions.DEFAULT);
    }
}
