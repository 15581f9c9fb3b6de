package io.anyfs.overlay.mount;

/**
 * How to mount a storage.
 *
 * @param readOnly nothing can be changed through the mount
 */
public record MountOptions(boolean readOnly) {

    /** All that the storage can do. */
    public static final MountOptions DEFAULT = new MountOptions(false);

    /** These options with or without the right to change anything. */
    public MountOptions withReadOnly(boolean only) {
        return new MountOptions(only);
    }
}
