package io.anyfs.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through all that is open below a node, owners before what they own, the oldest first, while others go on opening and
 * closing. What is open throughout is met exactly once; what is opened during the walk may be missed.
 *
 * <p>Holds no list of all: at each level it takes a few nodes at a time and leaves a mark where to go on, so that a tree of
 * any size is walked in little memory, and no lock is held longer than it takes to look at these few.
 */
final class TreeWalk implements AutoCloseable {

    private static final int AT_A_TIME = 256;

    private final Deque<Level> levels = new ArrayDeque<>();

    TreeWalk(ResourceNode top) {
        descend(top);
    }

    /** The next node; {@code null} at the end. */
    @Nullable
    ResourceNode next() {
        while (!levels.isEmpty()) {
            ResourceNode next = levels.element().next();
            if (next != null) {
                descend(next);
                return next;
            }
            levels.remove().close();
        }
        return null;
    }

    private void descend(ResourceNode node) {
        Level below = new Level(node);
        if (below.marked) {
            levels.push(below);
        }
    }

    @Override
    public void close() {
        levels.forEach(Level::close);
        levels.clear();
    }

    /** The children of one node. */
    private static final class Level {
        private final ResourceNode owner;
        private final Sibling mark = new Sibling.Mark();
        private final Sibling end = new Sibling.Mark();
        private final boolean marked;
        private List<ResourceNode> taken = List.of();
        private int at;

        Level(ResourceNode owner) {
            this.owner = owner;
            this.marked = owner.mark(mark, end);
        }

        @Nullable
        ResourceNode next() {
            if (at == taken.size()) {
                taken = owner.advance(mark, end, AT_A_TIME);
                at = 0;
            }
            return taken.isEmpty() ? null : taken.get(at++);
        }

        void close() {
            owner.unmark(mark, end);
        }
    }
}
