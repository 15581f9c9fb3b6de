package io.anyfs.cache;

import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import net.jqwik.api.Tag;

/** A cached storage that knows size and second only gives what the model gives, whatever the random sequence. */
@Tag("once")
class CacheVersionlessSequencesTest extends CacheSequences {

    @Override
    Backend storage() {
        return new Versionless(new MemoryBackend(MemoryOptions.DEFAULT));
    }
}
