package io.anyfs.tck;

import io.anyfs.Capabilities;
import io.anyfs.FsPath;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import java.util.function.UnaryOperator;

/** A storage that declares something else than it could. */
final class Declaring extends ForwardingBackend {

    private final UnaryOperator<Capabilities> change;

    Declaring(Backend delegate, UnaryOperator<Capabilities> change) {
        super(delegate);
        this.change = change;
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return change.apply(super.capabilities(path));
    }
}
