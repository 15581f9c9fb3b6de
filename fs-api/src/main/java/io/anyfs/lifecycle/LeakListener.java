package io.anyfs.lifecycle;

/** Is told of every leak. Called on the cleaning thread or the closing one, so it must return soon. */
@FunctionalInterface
public interface LeakListener {

    /** A leak was noticed; the resource has been closed, a write aborted. */
    void leaked(ResourceLeak leak);
}
