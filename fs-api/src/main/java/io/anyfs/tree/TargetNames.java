package io.anyfs.tree;

import io.anyfs.AnyfsException;
import io.anyfs.Capabilities;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.StorageFullException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which names are the same at a target, and which entries it cannot hold. */
final class TargetNames {

    private final Capabilities capabilities;
    private final NameFolding folding;

    TargetNames(Capabilities capabilities) {
        this.capabilities = capabilities;
        this.folding = NameFolding.of(capabilities);
    }

    /** Whether names that differ can be the same. */
    boolean fold() {
        return folding != NameFolding.NONE;
    }

    /** Whether the target can refuse what a source with these capabilities holds, so that it has to be asked. */
    boolean canRefuse(Capabilities source) {
        Capabilities.Limits here = capabilities.limits();
        Capabilities.Limits there = source.limits();
        return fold()
                || here.maxNameBytes() < there.maxNameBytes()
                || here.maxPathBytes() != Integer.MAX_VALUE
                || here.maxFileSize() < there.maxFileSize();
    }

    /** Equal for names that are the same at the target. */
    String key(String name) {
        return folding.key(name);
    }

    /** Why the target cannot hold an entry; {@code null} if it can. */
    @Nullable
    AnyfsException refusal(FileInfo entry, FsPath target) {
        Capabilities.Limits limits = capabilities.limits();
        String source = entry.path().toString();
        if (bytes(target.name()) > limits.maxNameBytes()) {
            return new InvalidNameException(
                    target.toString(), source, "the name is longer than " + limits.maxNameBytes() + " bytes");
        }
        if (bytes(target.toString()) > limits.maxPathBytes()) {
            return new InvalidNameException(
                    target.toString(), source, "the path is longer than " + limits.maxPathBytes() + " bytes");
        }
        if (entry.isFile() && entry.size() > limits.maxFileSize()) {
            return new StorageFullException(
                    target.toString(), source, entry.size() + " bytes are above the largest file size");
        }
        return null;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Notices entries of one directory whose names are the same at the target. */
    final class Siblings {
        private final Map<String, String> seen = new HashMap<>();

        /** The failure if the entry's name is taken by another; {@code null} if not. */
        @Nullable
        AnyfsException collision(FileInfo entry, FsPath target) {
            String other = seen.putIfAbsent(key(entry.name()), entry.name());
            return other == null
                    ? null
                    : new InvalidNameException(
                            target.toString(),
                            entry.path().toString(),
                            "would be the same name as '" + other + "' at the target");
        }
    }
}
