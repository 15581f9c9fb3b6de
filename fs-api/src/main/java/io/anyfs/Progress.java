package io.anyfs;

/**
 * Is told how a long operation gets on. Called on the threads that do the work, possibly several at once, so it must be
 * quick and safe for use by many threads. To cancel, interrupt the thread that called the operation.
 */
public interface Progress {

    /** Nobody wants to know. */
    Progress NONE = new Progress() {
        @Override
        public void expect(long files, long bytes) {}

        @Override
        public void started(FsPath file) {}

        @Override
        public void transferred(long bytes) {}

        @Override
        public void finished(FsPath file) {}
    };

    /** More work became known: so many files with so many bytes in all. */
    void expect(long files, long bytes);

    /** Work on a file begins. */
    void started(FsPath file);

    /** So many more bytes have been transferred. */
    void transferred(long bytes);

    /** Work on a file is done. */
    void finished(FsPath file);
}
