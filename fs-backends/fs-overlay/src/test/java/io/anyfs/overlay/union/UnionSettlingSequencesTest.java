package io.anyfs.overlay.union;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import io.anyfs.tck.RandomSequencesContract;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Tag;

/** Random sequences in which now and then what was changed so far goes into the layer below, and is changed there. */
@Tag("once")
class UnionSettlingSequencesTest extends RandomSequencesContract {

    /** A link that would lead out of the root from its new place is not moved there. */
    @Override
    protected List<String> linkTargets() {
        return TARGETS_INSIDE;
    }

    @Override
    protected FileSystem open() {
        Random random = new Random(7);
        UnionBackend union =
                Unions.of(new MemoryBackend(MemoryOptions.DEFAULT), new MemoryBackend(MemoryOptions.DEFAULT));
        Backend settling = new SettlingBackend(union, () -> random.nextInt(3) == 0);
        return FileSystem.over(new Owning(settling, union));
    }

    private static final class Owning extends io.anyfs.spi.ForwardingBackend {
        private final UnionBackend union;

        Owning(Backend delegate, UnionBackend union) {
            super(delegate);
            this.union = union;
        }

        @Override
        public void close() throws IOException {
            union.close();
        }
    }
}
