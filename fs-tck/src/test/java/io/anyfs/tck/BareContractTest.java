package io.anyfs.tck;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.tck.model.ModelBackend;

/** A storage that can do the least keeps the contract too, by refusing the rest. */
class BareContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new Declaring(
                new ModelBackend(),
                there -> Capabilities.of(
                        there.limits(),
                        Capability.WRITE,
                        Capability.CASE_SENSITIVE,
                        Capability.NORMALIZATION_SENSITIVE)));
    }
}
