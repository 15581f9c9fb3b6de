package io.anyfs.expose;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** Where everything is allowed a storage is as it was, also where there are rules to be asked. */
@Tag("usually-once")
class PermissionsContractTest extends FileSystemContract {

    private static final PathPermissions PERMISSIONS = new PathPermissions(List.of(
            new PathPermissions.Rule("/elsewhere", Set.of()),
            new PathPermissions.Rule("/", EnumSet.allOf(Permission.class))));

    @Override
    protected FileSystem open() {
        return FileSystem.over(PermissionsBackend.over(new MemoryBackend(MemoryOptions.DEFAULT), PERMISSIONS));
    }

    /** Links are looked for at each level. */
    @Override
    public int levels() {
        return 100;
    }
}
