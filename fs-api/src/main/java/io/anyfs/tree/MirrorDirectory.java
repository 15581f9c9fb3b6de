package io.anyfs.tree;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A directory that a plan is in. */
final class MirrorDirectory {

    private final FsPath path;
    private final @Nullable FileInfo left;
    private final @Nullable FileInfo right;
    private final @Nullable ExtraneousEntry extraneous;
    private boolean created;
    private boolean touched;

    private MirrorDirectory(
            FsPath path, @Nullable FileInfo left, @Nullable FileInfo right, @Nullable ExtraneousEntry extraneous) {
        this.path = path;
        this.left = left;
        this.right = right;
        this.extraneous = extraneous;
    }

    /** One that the source has. */
    static MirrorDirectory mirrored(FsPath path, FileInfo left, @Nullable FileInfo right) {
        return new MirrorDirectory(path, left, right, null);
    }

    /** One that only the target has. */
    static MirrorDirectory extraneous(FsPath path, FileInfo right, ExtraneousEntry entry) {
        return new MirrorDirectory(path, null, right, entry);
    }

    FsPath path() {
        return path;
    }

    /** The source's directory, of one that is mirrored. */
    FileInfo source() {
        return Objects.requireNonNull(left);
    }

    @Nullable
    FileInfo right() {
        return right;
    }

    /** What becomes of it if only the target has it; {@code null} if it is mirrored. */
    @Nullable
    ExtraneousEntry extraneous() {
        return extraneous;
    }

    /** Whether it has to be created before anything is created in it. */
    boolean isMissing() {
        return extraneous == null && !created && (right == null || !right.isDirectory());
    }

    void create() {
        created = true;
    }

    boolean isCreated() {
        return created;
    }

    /** Something in it changes, and with it the time of the directory. */
    void touch() {
        touched = true;
    }

    boolean isTouched() {
        return touched;
    }
}
