package io.anyfs.overlay.view;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingListing;
import io.anyfs.tck.RandomSequencesContract;
import java.io.IOException;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;

/** Whoever writes names in other letters each time gets what the model gives. */
@Tag("once")
class MixedCaseRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(
                new MixedCase(new CaseInsensitiveBackend(new MemoryBackend(MemoryOptions.DEFAULT)), new Random(7)));
    }

    /** Capitals here and there on the way in, small letters on the way out. */
    private static final class MixedCase extends ForwardingBackend {
        private final Random random;

        MixedCase(Backend delegate, Random random) {
            super(delegate);
            this.random = random;
        }

        @Override
        protected FsPath inner(FsPath path, Links last) {
            StringBuilder mixed = new StringBuilder();
            for (String name : path) {
                mixed.append('/').append(random.nextBoolean() ? name.toUpperCase(Locale.ROOT) : name);
            }
            return path.isRoot() ? path : FsPath.of(mixed.toString());
        }

        @Override
        public BackendListing list(FsPath directory, ListOptions options) throws IOException {
            return new ForwardingListing(delegate().list(inner(directory, Links.FOLLOW), options)) {
                @Override
                public @Nullable FileInfo next() throws IOException {
                    FileInfo next = super.next();
                    return next == null
                            ? null
                            : next.withPath(directory.child(next.name().toLowerCase(Locale.ROOT)));
                }
            };
        }
    }
}
