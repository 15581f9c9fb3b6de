package io.anyfs.spec;

import io.anyfs.FsUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a spec leads to: what it includes, and the specs that its storages are, {@code spec:FILE}, with theirs.
 *
 * @param files the specs and what they include, absolute
 * @param secretFiles the files with secrets that any of them refers to
 * @param storages the storages in any of them, those that are specs too
 */
public record SpecClosure(Set<Path> files, List<Path> secretFiles, List<SpecNode.Storage> storages) {

    /** Keeps them from being changed. */
    public SpecClosure {
        files = Set.copyOf(files);
        secretFiles = List.copyOf(secretFiles);
        storages = List.copyOf(storages);
    }

    /**
     * Reads the spec that a URL names, {@code spec:FILE}, as {@link #of(Path)}.
     *
     * @throws IllegalArgumentException if it names none
     */
    public static SpecClosure of(FsUrl url) throws IOException {
        return of(SpecProvider.file(url));
    }

    /**
     * Reads a spec with all that it leads to. Opens no storage and reads no secret.
     *
     * @throws SpecException if one of them makes no sense
     * @throws IOException if one of them cannot be read
     */
    public static SpecClosure of(Path file) throws IOException {
        Set<Path> read = new LinkedHashSet<>();
        Set<Path> files = new LinkedHashSet<>();
        List<Path> secretFiles = new ArrayList<>();
        List<SpecNode.Storage> storages = new ArrayList<>();
        List<Path> next = new ArrayList<>(List.of(file));
        while (!next.isEmpty()) {
            Path spec = next.remove(next.size() - 1).toAbsolutePath().normalize();
            if (!read.add(spec)) {
                continue;
            }
            Spec.Sourced sourced = Spec.readSourced(spec);
            files.addAll(sourced.files());
            secretFiles.addAll(sourced.spec().secretFiles());
            // The users of a spec see it when it is served by itself, and not what another spec makes of it.
            Spec seen = read.size() == 1
                    ? sourced.spec()
                    : new Spec(sourced.spec().definitions(), sourced.spec().root(), Map.of());
            for (SpecNode.Storage storage : seen.storages()) {
                storages.add(storage);
                FsUrl url = storage.whole();
                if (url.scheme().equals("spec")) {
                    next.add(SpecProvider.file(url));
                }
            }
        }
        return new SpecClosure(files, secretFiles, storages);
    }
}
