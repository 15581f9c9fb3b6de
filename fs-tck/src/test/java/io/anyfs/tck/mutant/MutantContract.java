package io.anyfs.tck.mutant;

import io.anyfs.FileSystem;
import io.anyfs.spi.Backend;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.model.ModelBackend;
import java.util.List;
import java.util.function.UnaryOperator;

/** The contract of a storage that was broken on purpose. Started by {@link MutantTest} only. */
public class MutantContract extends FileSystemContract {

    static final String SECRET = "hunter2";

    static UnaryOperator<Backend> mutation = UnaryOperator.identity();

    @Override
    protected FileSystem open() {
        return FileSystem.over(mutation.apply(new ModelBackend()));
    }

    @Override
    public List<String> secrets() {
        return List.of(SECRET);
    }
}
