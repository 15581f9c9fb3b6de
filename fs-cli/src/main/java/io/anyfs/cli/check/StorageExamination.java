package io.anyfs.cli.check;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DirectoryListing;
import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.Space;
import io.anyfs.WriteOptions;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.text.ByteSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Looks whether a place works, step by step, and stops at the first that does not.
 *
 * @param nanoTime what time is measured by
 */
record StorageExamination(LongSupplier nanoTime) {

    private static final int CALLS = 5;

    /** What is tried. */
    enum Trial {
        /** Only what changes nothing. */
        READ,
        /** Also a small file, which is deleted again. */
        ROUND_TRIP
    }

    /** Opens a place. */
    interface Opening {
        /** Opens it. */
        Place open() throws IOException;
    }

    /**
     * All there is to look at.
     *
     * @throws IOException if it was interrupted
     */
    List<Finding> run(Opening opening, Trial trial) throws IOException {
        List<Finding> findings = new ArrayList<>();
        String step = "storage";
        try {
            long before = nanoTime.getAsLong();
            Place place = opening.open();
            findings.add(Finding.ok(step, place.fileSystem().name() + ", opened in " + time(since(before))));
            step = "stat";
            findings.add(stat(step, place));
            step = "list";
            findings.add(list(step, place));
            step = "capabilities";
            Capabilities capabilities = place.fileSystem().capabilities(place.path());
            findings.add(Finding.ok(step, text(capabilities)));
            if (capabilities.has(Capability.SPACE)) {
                step = "space";
                findings.add(space(step, place));
            }
            if (trial == Trial.ROUND_TRIP) {
                step = "round trip";
                findings.add(roundTrip(step, place));
            }
        } catch (IOException failure) {
            if (ErrorKind.of(failure) == ErrorKind.INTERRUPTED) {
                throw failure;
            }
            findings.add(Finding.fail(step, StorageAdvice.of(failure)));
        }
        return findings;
    }

    /** Of a directory by a name that is not in it: what is there itself the storage may know without asking. */
    private Finding stat(String subject, Place place) throws IOException {
        FileType type = place.stat().type();
        Place asked = type == FileType.DIRECTORY ? place.child("anyfs-doctor-" + UUID.randomUUID()) : place;
        long[] nanos = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long before = nanoTime.getAsLong();
            asked.fileSystem().exists(asked.path());
            nanos[i] = since(before);
        }
        Arrays.sort(nanos);
        return Finding.ok(
                subject,
                type.name().toLowerCase(Locale.ROOT) + "; whether a name is there is known in " + time(nanos[CALLS / 2])
                        + ", the median of " + CALLS);
    }

    private Finding list(String subject, Place place) throws IOException {
        if (place.stat().type() != FileType.DIRECTORY) {
            return Finding.ok(subject, "not tried: this is no directory");
        }
        long before = nanoTime.getAsLong();
        try (DirectoryListing listing = place.fileSystem().list(place.path())) {
            String found = listing.next() == null ? "no entries" : "the first entry";
            return Finding.ok(subject, found + " in " + time(since(before)));
        }
    }

    private static String text(Capabilities capabilities) {
        return Arrays.stream(Capability.values())
                .map(capability -> (capabilities.has(capability) ? "" : "no ")
                        + capability.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private static Finding space(String subject, Place place) throws IOException {
        Space space = place.fileSystem().space(place.path());
        return Finding.ok(subject, ByteSize.human(space.usable()) + " usable of " + ByteSize.human(space.total()));
    }

    /** By a name that nobody else has, and without replacing anything. */
    private Finding roundTrip(String subject, Place place) throws IOException {
        FileSystem fs = place.fileSystem();
        Place file = place.child("anyfs-doctor-" + UUID.randomUUID());
        byte[] content = ("anyfs doctor " + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
        long begin = nanoTime.getAsLong();
        long written;
        long read;
        boolean isSame;
        try {
            fs.write(file.path(), WriteOptions.createNew(), out -> out.write(content));
            written = nanoTime.getAsLong();
            isSame = Arrays.equals(content, fs.readBytes(file.path().toString()));
            read = nanoTime.getAsLong();
            fs.delete(file.path());
        } catch (IOException | RuntimeException failure) {
            // Also if it could not be written: the answer alone may have been lost.
            cleanUp(fs, file.path(), failure);
            throw failure;
        }
        long deleted = nanoTime.getAsLong();
        if (fs.exists(file.path())) {
            return Finding.fail(subject, file + " is still there although it was deleted; delete it");
        }
        return isSame
                ? Finding.ok(
                        subject,
                        "a file was written in " + time(written - begin) + ", read in " + time(read - written)
                                + " and deleted in " + time(deleted - read))
                : Finding.fail(subject, "what was read is not what was written; do not trust this storage");
    }

    private static void cleanUp(FileSystem fs, FsPath file, Exception failure) {
        try {
            fs.deleteIfExists(file);
        } catch (IOException undeleted) {
            failure.addSuppressed(undeleted);
        }
    }

    private long since(long before) {
        return nanoTime.getAsLong() - before;
    }

    private static String time(long nanos) {
        if (nanos < 1_000_000) {
            return nanos / 1000 + " µs";
        }
        return String.format(Locale.ROOT, nanos < 10_000_000 ? "%.1f ms" : "%.0f ms", nanos / 1e6);
    }
}
