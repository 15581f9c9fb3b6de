package io.anyfs.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The files with secrets that a spec refers to: wherever {@code file:PATH} is written, as no other setting looks like that. */
final class SecretFiles {

    private static final String PREFIX = "file:";

    private final List<Path> files = new ArrayList<>();

    private SecretFiles() {}

    static List<Path> of(Spec spec) {
        SecretFiles found = new SecretFiles();
        found.add(spec.root());
        spec.definitions().values().forEach(found::add);
        for (SpecUser user : spec.users().values()) {
            if (user.password() != null) {
                found.add(List.of(user.password()));
            }
            if (user.root() != null) {
                found.add(user.root());
            }
        }
        return List.copyOf(found.files);
    }

    private void add(SpecNode node) {
        if (node instanceof SpecNode.Storage storage) {
            add(storage.whole().parameters().values());
        } else if (node instanceof SpecNode.Wrapped wrapped) {
            wrapped.wrappers().forEach(wrapper -> wrapper.settings().values().forEach(this::add));
            add(wrapped.inner());
        } else if (node instanceof SpecNode.Filled filled) {
            add(filled.inner());
        } else if (node instanceof SpecNode.Mount mount) {
            mount.mounts().values().forEach(this::add);
        } else if (node instanceof SpecNode.Union union) {
            union.write().forEach(this::add);
            union.lower().forEach(this::add);
        }
    }

    private void add(Collection<String> values) {
        for (String value : values) {
            if (value.startsWith(PREFIX)) {
                try {
                    files.add(Path.of(value.substring(PREFIX.length())));
                } catch (InvalidPathException noFile) {
                    // Then nothing is kept there.
                }
            }
        }
    }
}
