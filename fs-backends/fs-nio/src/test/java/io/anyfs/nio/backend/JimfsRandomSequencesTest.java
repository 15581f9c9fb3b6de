package io.anyfs.nio.backend;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.anyfs.FileSystem;
import io.anyfs.tck.RandomSequencesContract;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** A filesystem of another vendor gives what the model gives, whatever the random sequence. */
@Tag("usually-once")
class JimfsRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() throws IOException {
        Configuration unix = Configuration.unix().toBuilder()
                .setAttributeViews("basic", "owner", "posix", "unix")
                .setWorkingDirectory("/")
                .build();
        return NioFileSystem.owning(Jimfs.newFileSystem(unix));
    }

    /** Links out of the root are refused. */
    @Override
    protected List<String> linkTargets() {
        return TARGETS_INSIDE;
    }

    /** Each sequence opens a filesystem, for which jimfs takes long. */
    @Override
    protected int tries(int usual) {
        return usual / 4;
    }
}
