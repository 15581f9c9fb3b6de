package io.anyfs.lifecycle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has children: a list through the children's own links, so that an open and a close allocate nothing for it and a
 * child leaves at once, wherever it stands. Everything here needs this object's lock.
 */
abstract class Owner extends Sibling {

    @Nullable
    Sibling oldest;

    @Nullable
    Sibling youngest;

    /** Puts a sibling at the young end. */
    final void append(Sibling child) {
        child.older = youngest;
        if (youngest != null) {
            youngest.younger = child;
        } else {
            oldest = child;
        }
        youngest = child;
    }

    /** Takes a sibling out of the list. */
    final void unlink(Sibling child) {
        if (child.younger != null) {
            child.younger.older = child.older;
        } else {
            youngest = child.older;
        }
        if (child.older != null) {
            child.older.younger = child.younger;
        } else {
            oldest = child.younger;
        }
        child.younger = null;
        child.older = null;
    }

    // ---------------------------------------------------------------- for walks

    /** Marks the old and the young end; false, with nothing marked, if there are no children. */
    final synchronized boolean mark(Sibling oldEnd, Sibling youngEnd) {
        if (oldest == null) {
            return false;
        }
        insertBefore(oldest, oldEnd);
        append(youngEnd);
        return true;
    }

    /** The next children behind the mark, which moves behind them; none where the end is reached. */
    final synchronized List<ResourceNode> advance(Sibling mark, Sibling end, int most) {
        List<ResourceNode> next = new ArrayList<>();
        Sibling at = mark.younger;
        for (; at != null && at != end && next.size() < most; at = at.younger) {
            if (at instanceof ResourceNode node) {
                next.add(node);
            }
        }
        unlink(mark);
        insertBefore(at == null ? end : at, mark);
        return next;
    }

    /** Takes the marks out. */
    final synchronized void unmark(Sibling oldEnd, Sibling youngEnd) {
        unlink(oldEnd);
        unlink(youngEnd);
    }

    private void insertBefore(Sibling next, Sibling child) {
        child.older = next.older;
        child.younger = next;
        if (next.older != null) {
            next.older.younger = child;
        } else {
            oldest = child;
        }
        next.older = child;
    }
}
