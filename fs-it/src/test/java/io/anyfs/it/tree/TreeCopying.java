package io.anyfs.it.tree;

import io.anyfs.tree.TreeCompare;
import io.anyfs.tree.TreeCopy;

/** Two trees, and copies from the one to the other. */
abstract class TreeCopying extends TreeTest {

    TreeCopy copy(String source, String target) {
        return TreeCopy.of(fs, path(source), other, path(target));
    }

    TreeCompare compare(String left, String right) {
        return TreeCompare.of(fs, path(left), other, path(right));
    }
}
