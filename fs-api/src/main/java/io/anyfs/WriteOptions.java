package io.anyfs;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to write a file. Start from {@link #createNew()}, {@link #replace()}, {@link #append()} or {@link #update()}.
 *
 * @param mode what the write starts from
 * @param mustExist a missing file is {@link java.nio.file.NoSuchFileException} instead of being created; has no meaning
 *     with {@link WriteMode#CREATE_NEW}
 * @param createParents missing parent directories are created; otherwise they are
 *     {@link java.nio.file.NoSuchFileException}
 * @param publication when others see the bytes
 * @param durable the commit returns only when the file survives power loss; needs {@link Capability#DURABLE}
 * @param expectedSize bytes the file will have, to choose buffers and to refuse early what cannot fit; -1 if unknown. It
 *     is a hint: a file of another size can be committed
 * @param ifVersion the {@link FileInfo#version()} that must be replaced, else the commit fails with
 *     {@link FileChangedException}; needs {@link Capability#CONDITIONAL_WRITE}; {@code null} for any
 * @param attributes set together with the bytes
 */
public record WriteOptions(
        WriteMode mode,
        boolean mustExist,
        boolean createParents,
        Publication publication,
        boolean durable,
        long expectedSize,
        @Nullable String ifVersion,
        AttributeChanges attributes) {

    /** When others see the bytes that are written. */
    public enum Publication {
        /** All at once, at commit. An abort leaves no trace, and an existing file stays whole until then. */
        AT_COMMIT,
        /**
         * As they are written; an abort leaves the part that was. For storages with real files where an operator wants
         * to resume interrupted uploads. Needs {@link Capability#IN_PLACE_WRITE}.
         */
        IN_PLACE
    }

    /** Checks the ranges. */
    public WriteOptions {
        if (expectedSize < -1) {
            throw new IllegalArgumentException("expectedSize must be -1 or more: " + expectedSize);
        }
        if (ifVersion != null && mode == WriteMode.CREATE_NEW) {
            throw new IllegalArgumentException("a file that must not exist has no version to compare");
        }
    }

    private static WriteOptions of(WriteMode mode) {
        return new WriteOptions(mode, false, false, Publication.AT_COMMIT, false, -1, null, AttributeChanges.NONE);
    }

    /** Create a file that must not exist. */
    public static WriteOptions createNew() {
        return of(WriteMode.CREATE_NEW);
    }

    /** Create a file or replace the one there is. */
    public static WriteOptions replace() {
        return of(WriteMode.REPLACE);
    }

    /** Add to the end of a file, or create it. */
    public static WriteOptions append() {
        return of(WriteMode.APPEND);
    }

    /** Change places in a file, or create it. */
    public static WriteOptions update() {
        return of(WriteMode.UPDATE);
    }

    /** The file has to exist already. */
    public WriteOptions mustExistAlready() {
        return new WriteOptions(mode, true, createParents, publication, durable, expectedSize, ifVersion, attributes);
    }

    /** Create missing parent directories. */
    public WriteOptions creatingParents() {
        return new WriteOptions(mode, mustExist, true, publication, durable, expectedSize, ifVersion, attributes);
    }

    /** Write straight into the file. */
    public WriteOptions inPlace() {
        return new WriteOptions(
                mode, mustExist, createParents, Publication.IN_PLACE, durable, expectedSize, ifVersion, attributes);
    }

    /** Survive power loss once committed. */
    public WriteOptions durably() {
        return new WriteOptions(mode, mustExist, createParents, publication, true, expectedSize, ifVersion, attributes);
    }

    /** Announce the size, in bytes. */
    public WriteOptions expecting(long bytes) {
        return new WriteOptions(mode, mustExist, createParents, publication, durable, bytes, ifVersion, attributes);
    }

    /** Replace only this version. */
    public WriteOptions onlyIfVersion(String version) {
        return new WriteOptions(
                mode, mustExist, createParents, publication, durable, expectedSize, version, attributes);
    }

    /** Set attributes together with the bytes. */
    public WriteOptions with(AttributeChanges changes) {
        return new WriteOptions(
                mode, mustExist, createParents, publication, durable, expectedSize, ifVersion, attributes.and(changes));
    }

    /** Whether bytes of an existing file are kept to start from. */
    public boolean keepsContent() {
        return mode == WriteMode.APPEND || mode == WriteMode.UPDATE;
    }

    /** What a storage must be capable of for these options. */
    public Set<Capability> required() {
        Set<Capability> required = EnumSet.of(Capability.WRITE);
        switch (mode) {
            case APPEND -> required.add(Capability.APPEND);
            case UPDATE -> required.add(Capability.UPDATE);
            case CREATE_NEW, REPLACE -> {}
        }
        if (publication == Publication.IN_PLACE) {
            required.add(Capability.IN_PLACE_WRITE);
        }
        if (durable) {
            required.add(Capability.DURABLE);
        }
        if (ifVersion != null) {
            required.add(Capability.CONDITIONAL_WRITE);
        }
        required.addAll(attributes.required());
        return required;
    }
}
