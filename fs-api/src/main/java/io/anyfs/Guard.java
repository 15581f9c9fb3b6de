package io.anyfs;

import io.anyfs.lifecycle.ResourceNode;
import io.anyfs.spi.Backend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What is checked before a backend is called, so that no backend can forget it. */
record Guard(Backend backend, ResourceNode node) {

    void requireOpen(Operation operation, FsPath path) {
        if (node.isClosed()) {
            throw ClosedFailures.fileSystem(operation, path, backend.name());
        }
    }

    void require(FsPath path, Capability capability) throws IOException {
        if (!backend.capabilities(path).has(capability)) {
            throw new UnsupportedCapabilityException(path.toString(), capability);
        }
    }

    void requireAll(FsPath path, Set<Capability> capabilities) throws IOException {
        Capabilities there = backend.capabilities(path);
        if (there.hasAll(capabilities)) {
            return;
        }
        // A read-only place is refused as such, whatever else would be missing.
        if (!there.has(Capability.WRITE)) {
            throw new UnsupportedCapabilityException(path.toString(), Capability.WRITE);
        }
        for (Capability capability : capabilities) {
            require(path, capability);
        }
    }

    void requireAtBoth(FsPath source, FsPath target, Capability capability) throws IOException {
        require(source, capability);
        require(target, capability);
    }

    void requireNotRoot(FsPath path) throws IOException {
        if (path.isRoot()) {
            throw new RootException("/", "the root cannot be deleted or moved");
        }
    }

    void requireNotInside(FsPath source, FsPath target) throws IOException {
        if (target.startsWith(source) && !target.equals(source)) {
            throw new SubtreeException(source.toString(), target.toString(), "the target is inside the source");
        }
    }

    /** The names of a path that is to be created must fit the storage. */
    void requireHoldable(FsPath path) throws IOException {
        Capabilities.Limits limits = backend.capabilities(path).limits();
        String text = path.toString();
        // A char is at most 3 bytes of UTF-8, so most paths need no counting.
        if (text.length() * 3L <= Math.min(limits.maxNameBytes(), limits.maxPathBytes())) {
            return;
        }
        if (bytes(text) > limits.maxPathBytes()) {
            throw new InvalidNameException(text, "the path is longer than " + limits.maxPathBytes() + " bytes");
        }
        for (String name : path) {
            if (bytes(name) > limits.maxNameBytes()) {
                throw new InvalidNameException(text, "a name is longer than " + limits.maxNameBytes() + " bytes");
            }
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
