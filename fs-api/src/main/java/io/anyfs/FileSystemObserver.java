package io.anyfs;

/**
 * Is told of every operation of a filesystem and its borrows. Called on the thread that did it, so it must be quick; what
 * it throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface FileSystemObserver {

    /** An operation ended. */
    void completed(OperationEvent event);
}
