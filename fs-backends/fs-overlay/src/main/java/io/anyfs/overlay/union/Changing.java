package io.anyfs.overlay.union;

import io.anyfs.FsPath;
import io.anyfs.Links;
import java.io.IOException;
import java.util.List;

/** Makes changes under the locks of the entry and its directory. */
final class Changing {

    private final View view;
    private final PathLocks locks = new PathLocks();

    Changing(View view) {
        this.view = view;
    }

    /** A change of one entry. */
    @FunctionalInterface
    interface Change<T> {
        T make(Located at) throws IOException;
    }

    /** A change of two entries. */
    @FunctionalInterface
    interface ChangeOfTwo {
        void make(Located source, Located target) throws IOException;
    }

    /** Makes a change where a path leads; it is looked up again when nobody else can change it any more. */
    <T> T at(FsPath path, Links last, Change<T> change) throws IOException {
        while (true) {
            Located seen = view.locate(path, last);
            PathLocks.Held held =
                    locks.hold(List.of(seen.path()), List.of(seen.directory().path()));
            try {
                Located now = view.locate(path, last);
                if (now.path().equals(seen.path())) {
                    return change.make(now);
                }
            } finally {
                held.release();
            }
        }
    }

    /** Makes a change of two entries, links themselves. */
    void between(FsPath source, FsPath target, ChangeOfTwo change) throws IOException {
        while (true) {
            Located from = view.locate(source, Links.NO_FOLLOW);
            Located to = view.locate(target, Links.NO_FOLLOW);
            PathLocks.Held held = locks.hold(
                    List.of(from.path(), to.path()),
                    List.of(from.directory().path(), to.directory().path()));
            try {
                Located fromNow = view.locate(source, Links.NO_FOLLOW);
                Located toNow = view.locate(target, Links.NO_FOLLOW);
                if (fromNow.path().equals(from.path()) && toNow.path().equals(to.path())) {
                    change.make(fromNow, toNow);
                    return;
                }
            } finally {
                held.release();
            }
        }
    }
}
