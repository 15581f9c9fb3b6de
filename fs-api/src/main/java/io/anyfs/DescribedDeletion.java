package io.anyfs;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a backend that deletes a tree and who wants to know: describes the failures, ends the deletion when the
 * filesystem is closed, and tells what the caller threw from what the backend did.
 */
final class DescribedDeletion implements TreeDeletion {

    private final TreeDeletion caller;
    private final Guard guard;
    private @Nullable IOException thrown;

    DescribedDeletion(TreeDeletion caller, Guard guard) {
        this.caller = caller;
        this.guard = guard;
    }

    @Override
    public void deleted(FileInfo entry) throws IOException {
        tell(() -> caller.deleted(entry));
        guard.requireOpen(Operation.DELETE_TREE, entry.path());
    }

    @Override
    public void failed(FsPath path, IOException failure) throws IOException {
        IOException described =
                new FailureContext(Operation.DELETE, path, null, guard.backend().name()).describe(failure);
        tell(() -> caller.failed(path, described));
        guard.requireOpen(Operation.DELETE_TREE, path);
    }

    /** The failure of the whole, marked if it is what the caller threw. */
    IOException ending(IOException failure) {
        return failure == thrown ? new ThrownByCaller(failure) : failure;
    }

    private void tell(Call.Action action) throws IOException {
        try {
            action.run();
        } catch (IOException stop) {
            thrown = stop;
            throw stop;
        }
    }

    /** Carries what is not to be described once more. */
    static final class ThrownByCaller extends IOException {
        private static final long serialVersionUID = 1L;

        private final IOException failure;

        private ThrownByCaller(IOException failure) {
            this.failure = failure;
        }

        IOException failure() {
            return failure;
        }
    }
}
