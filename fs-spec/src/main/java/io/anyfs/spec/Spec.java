package io.anyfs.spec;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.overlay.union.UnionBackend;
import io.anyfs.yaml.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A tree of storages, written down: mounts, layers and wrappers over storages, as {@code docs/overlays.md} describes.
 *
 * <pre>{@code
 * Spec spec = Spec.of(SpecNode.mount()
 *         .at("/", SpecNode.storage("mem:"))
 *         .at("/archive", SpecNode.storage("local:/srv/archive").wrap("readonly")));
 * try (FileSystem fs = spec.open()) {
 *     fs.write("/note.txt", "hello");
 * }
 * }</pre>
 *
 * <p>{@link #toYaml} and {@link #parse} are each other's inverse. Immutable.
 *
 * @param definitions what {@link SpecNode.Use} refers to, by name
 * @param root what is opened
 * @param users who may log in to a server of it, by name; may be empty
 */
public record Spec(Map<String, SpecNode> definitions, SpecNode root, Map<String, SpecUser> users) {

    /** The newest version of the language, which specs name in {@code anyfs:}. */
    public static final int VERSION = 1;

    /** Keeps the maps from being changed. */
    public Spec {
        definitions = Collections.unmodifiableMap(new LinkedHashMap<>(definitions));
        users = Collections.unmodifiableMap(new LinkedHashMap<>(users));
    }

    /** A spec without definitions and users. */
    public static Spec of(SpecNode root) {
        return new Spec(Map.of(), root, Map.of());
    }

    /**
     * Reads a spec. Does no I/O: includes are refused.
     *
     * @throws SpecException if it makes no sense
     */
    public static Spec parse(String yaml) {
        return SpecReader.read(yaml);
    }

    /**
     * Reads a spec with what it includes. Relative paths, of includes, secrets and {@code local:} URLs, are from the directory of
     * the file that names them. Opens no storage and reads no secret.
     *
     * @throws SpecException if it makes no sense
     * @throws IOException if the file cannot be read
     */
    public static Spec read(Path file) throws IOException {
        return readSourced(file).spec();
    }

    /**
     * A spec that was read.
     *
     * @param spec what was in it
     * @param files where it was: the file and those that were included, absolute
     */
    record Sourced(Spec spec, Set<Path> files) {}

    static Sourced readSourced(Path file) throws IOException {
        try {
            return SpecReader.read(file, Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException other) {
            throw new SpecException(List.of(new Problem(file.toString(), 1, 1, "is not in UTF-8; write it in UTF-8")));
        } catch (IOException unreadable) {
            if (Files.isDirectory(file)) {
                throw new IsDirectoryException(file.toString(), "a directory; a spec is a file");
            }
            throw unreadable;
        }
    }

    /** This spec with something that can be used under a name. */
    public Spec define(String name, SpecNode node) {
        Map<String, SpecNode> more = new LinkedHashMap<>(definitions);
        more.put(name, node);
        return new Spec(more, root, users);
    }

    /** This spec with somebody who may log in. */
    public Spec user(String name, SpecUser user) {
        Map<String, SpecUser> more = new LinkedHashMap<>(users);
        more.put(name, user);
        return new Spec(definitions, root, more);
    }

    /** This spec with other storages in the place of its own, wherever they are. */
    public Spec mapStorages(UnaryOperator<SpecNode.Storage> change) {
        Map<String, SpecNode> mappedDefinitions = new LinkedHashMap<>();
        definitions.forEach((name, node) -> mappedDefinitions.put(name, Storages.map(node, change)));
        Map<String, SpecUser> mappedUsers = new LinkedHashMap<>();
        users.forEach((name, user) -> {
            SpecNode seen = user.root();
            mappedUsers.put(name, seen == null ? user : user.seeing(Storages.map(seen, change)));
        });
        return new Spec(mappedDefinitions, Storages.map(root, change), mappedUsers);
    }

    /** The storages in it, wherever they are. */
    public List<SpecNode.Storage> storages() {
        List<SpecNode.Storage> storages = new ArrayList<>();
        mapStorages(storage -> {
            storages.add(storage);
            return storage;
        });
        return storages;
    }

    /** The files with secrets that users, wrappers and URLs of it refer to. */
    public List<Path> secretFiles() {
        return SecretFiles.of(this);
    }

    /** The unions that the root shows, by their paths in it, within mounts and wrappers; not those that are layers of others. */
    public Map<FsPath, SpecNode.Union> unions() {
        return Unions.of(this);
    }

    /** The spec as it would be written, with all that was included. */
    public String toYaml() {
        return SpecWriter.write(this);
    }

    /**
     * Opens the root.
     *
     * @throws IllegalArgumentException if a URL, a wrapper or a setting makes no sense; a spec that was read has been checked
     * @throws IOException if a storage cannot be reached or a secret is not where it should be; nothing stays open
     */
    public FileSystem open() throws IOException {
        return FileSystem.over(new SpecOpener(this).open(root));
    }

    /**
     * Opens one union alone, to look at its changes, commit them or roll them back.
     *
     * @throws IllegalArgumentException as {@link #open}
     * @throws IOException as {@link #open}
     */
    public UnionBackend openUnion(SpecNode.Union union) throws IOException {
        return new SpecOpener(this).union(union);
    }

    /**
     * Opens the root and what each user sees. What several of them use is opened once.
     *
     * @throws IllegalArgumentException as {@link #open}
     * @throws IOException as {@link #open}
     */
    public OpenSpec openAll() throws IOException {
        return OpenSpec.of(this);
    }
}
