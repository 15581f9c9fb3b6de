package io.anyfs.spec.content;

import io.anyfs.AttributeChanges;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is at a path of a described tree. Immutable. */
public sealed interface Entry {

    /** A file with text in UTF-8. */
    static File file(String text) {
        return new File(Content.text(text), Facts.NONE);
    }

    /** A file with this content. */
    static File file(Content content) {
        return new File(content, Facts.NONE);
    }

    /** A directory, which need not be described to be there if something in it is. */
    static Directory directory() {
        return new Directory(Facts.NONE);
    }

    /**
     * A symbolic link.
     *
     * @param target as {@link io.anyfs.FileSystem#createSymbolicLink} takes it: from the link's directory, or from the root with a
     *     leading slash. It need not exist
     */
    static Link link(String target) {
        return new Link(target);
    }

    /** All that is in a directory, or one file, with times and modes as far as the storage keeps them. */
    static Tree copy(Source source) {
        return new Tree(Format.PLAIN, source);
    }

    /** All that is in a zip file, with times as far as the storage keeps them. */
    static Tree zip(Source source) {
        return new Tree(Format.ZIP, source);
    }

    /** All that is in a tar file, which may be compressed by gzip or bzip2, with times and modes as far as the storage keeps them. */
    static Tree tar(Source source) {
        return new Tree(Format.TAR, source);
    }

    /**
     * What is set of an entry besides its content.
     *
     * @param modified the modification time, {@code null} for when it was created
     * @param mode the permission bits, 0 to 07777, {@code null} for those of the storage
     */
    record Facts(@Nullable Instant modified, @Nullable Integer mode) {

        /** Nothing is set. */
        public static final Facts NONE = new Facts(null, null);

        /** Checks the range. */
        public Facts {
            if (mode != null && (mode < 0 || mode > 07777)) {
                throw new IllegalArgumentException(
                        "a mode is 0 to 7777, in octal digits: " + Integer.toOctalString(mode));
            }
        }

        AttributeChanges changes() {
            return new AttributeChanges(modified, null, mode, null, null);
        }
    }

    /**
     * See {@link Entry#file(Content)}.
     *
     * @param content its bytes
     * @param facts time and mode
     */
    record File(Content content, Facts facts) implements Entry {

        /** This file with a modification time, which the storage has to be able to keep. */
        public File modified(Instant time) {
            return new File(content, new Facts(time, facts.mode()));
        }

        /** This file with permission bits, 0 to 07777, which the storage has to be able to keep. */
        public File mode(int bits) {
            return new File(content, new Facts(facts.modified(), bits));
        }
    }

    /**
     * See {@link Entry#directory}.
     *
     * @param facts time and mode
     */
    record Directory(Facts facts) implements Entry {

        /** This directory with a modification time, which the storage has to be able to keep. */
        public Directory modified(Instant time) {
            return new Directory(new Facts(time, facts.mode()));
        }

        /** This directory with permission bits, 0 to 07777, which the storage has to be able to keep. */
        public Directory mode(int bits) {
            return new Directory(new Facts(facts.modified(), bits));
        }
    }

    /**
     * See {@link Entry#link}.
     *
     * @param target where it leads, as it is written
     */
    record Link(String target) implements Entry {

        /** Checks that it leads anywhere. */
        public Link {
            if (target.isEmpty()) {
                throw new IllegalArgumentException("a link needs a target");
            }
        }
    }

    /** How a tree is stored that is copied. */
    enum Format {
        /** As files and directories. */
        PLAIN,
        /** In a zip file. */
        ZIP,
        /** In a tar file. */
        TAR
    }

    /**
     * See {@link Entry#copy}, {@link Entry#zip} and {@link Entry#tar}.
     *
     * @param format how it is stored
     * @param source where
     */
    record Tree(Format format, Source source) implements Entry {}
}
