package io.anyfs.tree;

import io.anyfs.AnyfsException;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.StorageFullException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which names are the same at a target, and which entries it cannot hold. */
final class TargetNames {

    private final Capabilities capabilities;

    TargetNames(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    /** Whether names that differ can be the same. */
    boolean fold() {
        return foldCase() || foldNormalization();
    }

    private boolean foldCase() {
        return !capabilities.has(Capability.CASE_SENSITIVE);
    }

    private boolean foldNormalization() {
        return !capabilities.has(Capability.NORMALIZATION_SENSITIVE);
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
        String key = foldNormalization() ? composed(name) : name;
        if (foldCase()) {
            // Both ways, because some letters have more than one small form and others more than one capital.
            key = key.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        }
        return foldNormalization() ? composed(key) : key;
    }

    private static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
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
