package io.anyfs.overlay.union;

import io.anyfs.spi.Backend;

/**
 * A storage as a layer of a union.
 *
 * @param name what policies and failures call it; no secret
 * @param backend the storage, which the union owns
 * @param writable whether changes through the union may go into it
 */
public record UnionLayer(String name, Backend backend, boolean writable) {

    /** Checks that there is a name. */
    public UnionLayer {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a layer needs a name");
        }
    }

    /** A layer that changes go into. */
    public static UnionLayer writable(String name, Backend backend) {
        return new UnionLayer(name, backend, true);
    }

    /** A layer that is only read. {@link UnionBackend#commit} may still write into it. */
    public static UnionLayer readOnly(String name, Backend backend) {
        return new UnionLayer(name, backend, false);
    }
}
