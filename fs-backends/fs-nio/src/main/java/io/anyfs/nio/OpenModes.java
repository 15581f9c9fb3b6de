package io.anyfs.nio;

import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What a channel is opened for, checked as {@link java.nio.file.Files#newByteChannel} says.
 *
 * @param options all but what says nothing: {@code SPARSE}, {@code CREATE} next to {@code CREATE_NEW}
 * @param noFollow a link is not followed
 */
record OpenModes(Set<StandardOpenOption> options, boolean noFollow) {

    static OpenModes of(Set<? extends OpenOption> given) {
        EnumSet<StandardOpenOption> options = EnumSet.noneOf(StandardOpenOption.class);
        boolean noFollow = false;
        for (OpenOption option : given) {
            if (Objects.requireNonNull(option) instanceof StandardOpenOption standard) {
                options.add(standard);
            } else if (option == LinkOption.NOFOLLOW_LINKS) {
                noFollow = true;
            } else {
                throw new UnsupportedOperationException("open option " + option);
            }
        }
        if (options.contains(StandardOpenOption.APPEND)) {
            refuse(options, StandardOpenOption.READ);
            refuse(options, StandardOpenOption.TRUNCATE_EXISTING);
            options.add(StandardOpenOption.WRITE);
        }
        if (!options.contains(StandardOpenOption.WRITE)) {
            options.add(StandardOpenOption.READ);
        }
        return new OpenModes(options, noFollow);
    }

    private static void refuse(Set<StandardOpenOption> options, StandardOpenOption other) {
        if (options.contains(other)) {
            throw new IllegalArgumentException("APPEND does not go with " + other);
        }
    }

    boolean has(StandardOpenOption option) {
        return options.contains(option);
    }

    boolean reads() {
        return has(StandardOpenOption.READ);
    }

    boolean writes() {
        return has(StandardOpenOption.WRITE);
    }

    boolean appends() {
        return has(StandardOpenOption.APPEND);
    }

    boolean createsNew() {
        return has(StandardOpenOption.CREATE_NEW);
    }

    boolean creates() {
        return createsNew() || has(StandardOpenOption.CREATE);
    }

    boolean truncates() {
        return has(StandardOpenOption.TRUNCATE_EXISTING);
    }

    boolean isDurable() {
        return has(StandardOpenOption.SYNC) || has(StandardOpenOption.DSYNC);
    }

    boolean deletesOnClose() {
        return has(StandardOpenOption.DELETE_ON_CLOSE);
    }
}
