package io.anyfs;

import org.jspecify.annotations.Nullable;

/** The filesystem does not declare what the call needs. Thrown before anything changed. */
public class UnsupportedCapabilityException extends AnyfsException {

    private static final long serialVersionUID = 1L;

    private final Capability capability;

    /** The failure at a path for want of a capability. */
    public UnsupportedCapabilityException(String file, Capability capability) {
        this(file, null, capability, "needs " + capability + ", which the filesystem does not have here");
    }

    private UnsupportedCapabilityException(
            String file, @Nullable String other, Capability capability, @Nullable String reason) {
        super(file, other, reason);
        this.capability = capability;
    }

    /** What is missing. */
    public Capability capability() {
        return capability;
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new UnsupportedCapabilityException(file, other, capability, reason);
    }
}
