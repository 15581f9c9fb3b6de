package io.anyfs.mount;

import io.anyfs.FileSystem;
import io.anyfs.Operation;
import io.anyfs.spec.Spec;
import io.anyfs.spec.SpecNode;
import io.anyfs.spec.WrapperUse;
import io.anyfs.spec.content.Content;
import io.anyfs.spec.content.Entry;
import io.anyfs.spec.content.FileTree;
import io.anyfs.spec.content.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Describes a filesystem, with what is in it and how it behaves, and opens it as often as it is wanted:
 *
 * <pre>{@code
 * MountScript script = MountScript.memory()
 *         .file("/readme.txt", "hello")
 *         .random("/big.bin", "10MiB", 42)
 *         .copy("/site", Source.resource("fixtures/site"))
 *         .mount("/archive", MountScript.memory().file("/old.txt", "old").readOnly())
 *         .failing("write@3=fail");
 * try (FileSystem fs = script.open()) {
 *     ...
 * }
 * }</pre>
 *
 * <p>It is a {@link Spec} with words for tests: {@link #toSpec} is what is opened, {@code toSpec().toYaml()} how it is written down,
 * and {@link #read} what is written. Content goes into the storage within all behaviours, whatever the order in which they are
 * named; of behaviours the one that is named last is the outermost. Immutable.
 */
public final class MountScript {

    private final Spec spec;

    private MountScript(Spec spec) {
        this.spec = spec;
    }

    /** An empty storage in memory, a fresh one each time that it is opened. */
    public static MountScript memory() {
        return storage("mem:");
    }

    /**
     * The storage of a URL, which has to be on the class path.
     *
     * @throws IllegalArgumentException if it is no URL
     */
    public static MountScript storage(String url) {
        return of(Spec.of(SpecNode.storage(url)));
    }

    /** What a spec describes. */
    public static MountScript of(Spec spec) {
        return new MountScript(spec);
    }

    /**
     * What a spec describes that is written in YAML.
     *
     * @throws io.anyfs.spec.SpecException if it makes no sense
     */
    public static MountScript yaml(String text) {
        return of(Spec.parse(text));
    }

    /**
     * What a spec describes that is in a file.
     *
     * @throws io.anyfs.spec.SpecException if it makes no sense
     * @throws IOException if it cannot be read
     */
    public static MountScript read(Path file) throws IOException {
        return of(Spec.read(file));
    }

    // ---------------------------------------------------------------- content

    /** With an entry. */
    public MountScript with(String path, Entry entry) {
        return files(FileTree.EMPTY.with(path, entry));
    }

    /** With all these entries. */
    public MountScript files(FileTree files) {
        return root(spec.root().files(files));
    }

    /** With a file of text in UTF-8. */
    public MountScript file(String path, String text) {
        return with(path, Entry.file(text));
    }

    /** With a file. */
    public MountScript file(String path, Content content) {
        return with(path, Entry.file(content));
    }

    /** With a file of these bytes. */
    public MountScript file(String path, byte[] bytes) {
        return with(path, Entry.file(Content.bytes(bytes)));
    }

    /** With a file of bytes by chance, always the same for the same size and seed; as {@link Content#random(String, long)}. */
    public MountScript random(String path, String size, long seed) {
        return with(path, Entry.file(Content.random(size, seed)));
    }

    /** With a directory. */
    public MountScript directory(String path) {
        return with(path, Entry.directory());
    }

    /** With a symbolic link, as {@link Entry#link}. */
    public MountScript link(String path, String target) {
        return with(path, Entry.link(target));
    }

    /** With all that is in a directory, or with a file, of this machine or the class path. */
    public MountScript copy(String path, Source source) {
        return with(path, Entry.copy(source));
    }

    /** With all that is in a zip file, of this machine or the class path. */
    public MountScript zip(String path, Source source) {
        return with(path, Entry.zip(source));
    }

    /** With all that is in a tar file, of this machine or the class path. */
    public MountScript tar(String path, Source source) {
        return with(path, Entry.tar(source));
    }

    // ---------------------------------------------------------------- mounts

    /**
     * With another one mounted in it. What this one is called to do later, behaviours above all, holds for both.
     *
     * @throws IllegalArgumentException if something is mounted there already, or both define something under the same name
     */
    public MountScript mount(String path, MountScript other) {
        Map<String, SpecNode> definitions = new LinkedHashMap<>(spec.definitions());
        other.spec.definitions().forEach((name, node) -> {
            SpecNode known = definitions.putIfAbsent(name, node);
            if (known != null && !known.equals(node)) {
                throw new IllegalArgumentException("both define '" + name + "'");
            }
        });
        SpecNode.Mount mounts = spec.root() instanceof SpecNode.Mount already
                ? already
                : SpecNode.mount().at("/", spec.root());
        return of(new Spec(definitions, mounts.at(path, other.spec.root()), spec.users()));
    }

    // ---------------------------------------------------------------- behaviours

    /** Nothing can be changed. */
    public MountScript readOnly() {
        return wrap(WrapperUse.of("readonly"));
    }

    /** There is no room for one more byte: {@link io.anyfs.StorageFullException}. Files without bytes and directories still go. */
    public MountScript full() {
        return capacity("0");
    }

    /**
     * There is room for so many bytes, with those of the content; then {@link io.anyfs.StorageFullException}.
     *
     * @param bytes such as {@code 1MiB}
     */
    public MountScript capacity(String bytes) {
        return wrap(WrapperUse.of("quota").set("maxBytes", bytes).set("exceeded", "full"));
    }

    /**
     * Every call takes this longer, each read, write and step of a listing too, but not what ends a use: abort and close.
     *
     * @param time in whole milliseconds
     */
    public MountScript slow(Duration time) {
        return failing(Arrays.stream(Operation.values())
                .filter(operation -> operation != Operation.ABORT && operation != Operation.CLOSE)
                .map(operation -> word(operation) + "=delay:" + time.toMillis() + "ms")
                .toArray(String[]::new));
    }

    /**
     * No more than so many bytes a second are read and written, each, by all together.
     *
     * @param bytesPerSecond such as {@code 1MiB}
     */
    public MountScript rate(String bytesPerSecond) {
        return wrap(WrapperUse.of("throttle").set("read", bytesPerSecond).set("write", bytesPerSecond));
    }

    /**
     * One call of an operation fails.
     *
     * @param call which, from 1; calls that fill the storage do not count
     */
    public MountScript failingAt(int call, Operation operation) {
        return failing(word(operation) + "@" + call + "=fail");
    }

    /** Calls go wrong by rules as {@link io.anyfs.fault.FaultWrapper} describes them, such as {@code read%0.01=transient}. */
    public MountScript failing(String... rules) {
        return wrap(WrapperUse.of("fault").set("rules", rules));
    }

    /** Names that differ only in case are the same. */
    public MountScript caseInsensitive() {
        return wrap(WrapperUse.of("case"));
    }

    /** No more can be done than in a plain object store: no change within a file, no move, no link, no mode. */
    public MountScript objectStore() {
        return wrap(WrapperUse.of("objectstore"));
    }

    /** Any other wrapper, around those that are there. */
    public MountScript wrap(WrapperUse wrapper) {
        return root(spec.root().wrap(wrapper));
    }

    // ---------------------------------------------------------------- what it comes to

    /** What is opened. */
    public Spec toSpec() {
        return spec;
    }

    /**
     * Opens the filesystem, with all content in it.
     *
     * @throws IllegalArgumentException if a URL, a wrapper or a setting makes no sense
     * @throws IOException if a storage or a source of content cannot be reached; nothing stays open
     */
    public FileSystem open() throws IOException {
        return spec.open();
    }

    private MountScript root(SpecNode root) {
        return of(new Spec(spec.definitions(), root, spec.users()));
    }

    private static String word(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
