package io.anyfs.spec;

import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.spec.content.FileTree;
import io.anyfs.tree.Glob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of a spec that can be opened as a filesystem. Immutable; what is equal is written the same but for order. */
public sealed interface SpecNode {

    /**
     * A storage, by its URL.
     *
     * @throws IllegalArgumentException if the text is no URL
     */
    static Storage storage(String url) {
        return new Storage(url, Map.of());
    }

    /** What is defined under this name. */
    static Use use(String definition) {
        return new Use(definition);
    }

    /** The start of a tree of mounts. */
    static Mount mount() {
        return new Mount(Map.of());
    }

    /** Layers of which the first takes what is written, and the others stay as they are. */
    static Union union(SpecNode write, SpecNode... lower) {
        return new Union(List.of(write), List.of(lower), NewFiles.FIRST, Map.of());
    }

    /** This in a wrapper that needs no settings. */
    default Wrapped wrap(String wrapper) {
        return wrap(WrapperUse.of(wrapper));
    }

    /** This in a wrapper; in all wrappers that are around it already, too. */
    default Wrapped wrap(WrapperUse wrapper) {
        return new Wrapped(List.of(wrapper), this);
    }

    /** This with files and directories in it, within all wrappers that are around it already. */
    default SpecNode files(FileTree files) {
        return new Filled(files, this);
    }

    /**
     * A storage.
     *
     * @param url what opens it, perhaps with wrappers
     * @param options further parameters of the URL, not encoded
     */
    record Storage(String url, Map<String, String> options) implements SpecNode {

        /** Checks that the text is a URL. */
        public Storage {
            FsUrl.parse(url);
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }

        /** This storage with a further parameter. */
        public Storage option(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(options);
            more.put(name, value);
            return new Storage(url, more);
        }

        /** The URL with all parameters. */
        public FsUrl whole() {
            FsUrl whole = FsUrl.parse(url);
            for (Map.Entry<String, String> option : options.entrySet()) {
                whole = whole.withDefault(option.getKey(), option.getValue());
            }
            return whole;
        }

        /** The URL without its secrets. */
        @Override
        public String toString() {
            return whole().toString();
        }
    }

    /**
     * One tree out of many.
     *
     * @param mounts what is where; without a root, the root is a directory that holds only the mounts
     */
    record Mount(Map<FsPath, SpecNode> mounts) implements SpecNode {

        /** Keeps the mounts from being changed. */
        public Mount {
            mounts = Collections.unmodifiableMap(new LinkedHashMap<>(mounts));
        }

        /**
         * This tree with a further mount.
         *
         * @throws IllegalArgumentException if something is mounted there already
         */
        public Mount at(String path, SpecNode node) {
            Map<FsPath, SpecNode> more = new LinkedHashMap<>(mounts);
            if (more.putIfAbsent(FsPath.of(path), node) != null) {
                throw new IllegalArgumentException("two mounts at " + FsPath.of(path));
            }
            return new Mount(more);
        }
    }

    /** Which of several layers that take what is written gets a new file. */
    enum NewFiles {
        /** The first. */
        FIRST,
        /** That with the most room. */
        MOST_FREE
    }

    /**
     * Layers that are seen as one.
     *
     * @param write the layers that take what is written, the topmost first; may be empty
     * @param lower those that stay as they are, below, the topmost first
     * @param newFiles where new files go if several layers take them
     * @param byPath to which of those layers, from 1, new files go that match a glob, such as {@code /photos/**}; the first that
     *     matches counts, and {@code newFiles} where none does
     */
    record Union(List<SpecNode> write, List<SpecNode> lower, NewFiles newFiles, Map<String, Integer> byPath)
            implements SpecNode {

        /** Checks that there are the layers that it speaks of, and keeps them from being changed. */
        public Union {
            write = List.copyOf(write);
            lower = List.copyOf(lower);
            byPath = Collections.unmodifiableMap(new LinkedHashMap<>(byPath));
            for (Map.Entry<String, Integer> rule : byPath.entrySet()) {
                Glob.of(rule.getKey());
                if (rule.getValue() < 1 || rule.getValue() > write.size()) {
                    throw new IllegalArgumentException("byPath names layers that are written by their number, 1 to "
                            + write.size() + ": " + rule.getValue());
                }
            }
            if (write.isEmpty() && lower.isEmpty()) {
                throw new IllegalArgumentException("a union needs a layer: write, lower or both");
            }
        }

        /** This union with a further layer that takes what is written, above the lower ones. */
        public Union alsoWrite(SpecNode layer) {
            List<SpecNode> more = new ArrayList<>(write);
            more.add(layer);
            return new Union(more, lower, newFiles, byPath);
        }

        /** This union with another rule for new files. */
        public Union withNewFiles(NewFiles rule) {
            return new Union(write, lower, rule, byPath);
        }

        /** This union with a layer, by its number from 1 among those that are written, for new files that match a glob. */
        public Union withNewFiles(String glob, int layer) {
            Map<String, Integer> more = new LinkedHashMap<>(byPath);
            more.put(glob, layer);
            return new Union(write, lower, newFiles, more);
        }
    }

    /**
     * What is defined elsewhere in the spec. Used several times it is one storage, opened once and closed with its last user.
     *
     * @param definition its name
     */
    record Use(String definition) implements SpecNode {}

    /**
     * Something with files and directories that are written into it each time that it is opened, as {@link FileTree#writeTo} does.
     *
     * @param files what is written
     * @param inner where, itself neither in wrappers nor with files
     */
    record Filled(FileTree files, SpecNode inner) implements SpecNode {

        /** Takes files of what is filled for its own, and refuses wrappers. */
        public Filled {
            if (inner instanceof Filled deeper) {
                files = deeper.files().with(files);
                inner = deeper.inner();
            }
            if (inner instanceof Wrapped) {
                throw new IllegalArgumentException("files go into what is wrapped, not into wrappers");
            }
        }
    }

    /**
     * Something in wrappers.
     *
     * @param wrappers the outermost first
     * @param inner what is wrapped, itself not in wrappers
     */
    record Wrapped(List<WrapperUse> wrappers, SpecNode inner) implements SpecNode {

        /** Takes wrappers of what is wrapped for its own. */
        public Wrapped {
            if (inner instanceof Wrapped deeper) {
                List<WrapperUse> all = new ArrayList<>(wrappers);
                all.addAll(deeper.wrappers());
                wrappers = all;
                inner = deeper.inner();
            }
            wrappers = List.copyOf(wrappers);
        }

        @Override
        public SpecNode files(FileTree files) {
            return new Wrapped(wrappers, inner.files(files));
        }
    }
}
