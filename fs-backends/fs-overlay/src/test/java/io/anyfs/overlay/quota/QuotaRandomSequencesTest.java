package io.anyfs.overlay.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FileSystem;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.tck.RandomSequencesContract;
import io.anyfs.tck.model.ModelBackend;
import java.io.IOException;
import net.jqwik.api.Tag;

/** Whatever the sequence of calls, the results are the model's, and in the end what was counted is what is there. */
@Tag("once")
class QuotaRandomSequencesTest extends RandomSequencesContract {

    private static final QuotaOptions MUCH = QuotaOptions.DEFAULT.withMaxBytes(1L << 50);

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(new CountedAtTheEnd(QuotaBackend.over(new ModelBackend(), MUCH)));
    }

    private static final class CountedAtTheEnd extends ForwardingBackend {

        private final QuotaBackend quota;

        CountedAtTheEnd(QuotaBackend quota) {
            super(quota);
            this.quota = quota;
        }

        @Override
        public void close() throws IOException {
            QuotaUsage counted = quota.usage();
            assertEquals(quota.recount(), counted, "held or counted wrongly");
            super.close();
        }
    }
}
