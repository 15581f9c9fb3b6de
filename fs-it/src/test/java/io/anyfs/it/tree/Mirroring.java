package io.anyfs.it.tree;

import io.anyfs.tree.Mirror;
import io.anyfs.tree.MirrorAction;
import io.anyfs.tree.MirrorPlan;
import java.time.Instant;
import java.util.List;

/** Two trees, and mirrors of the one in the other. */
abstract class Mirroring extends TreeTest {

    static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");

    Mirror mirror(String source, String target) {
        return Mirror.of(fs, path(source), other, path(target));
    }

    static List<String> told(MirrorPlan plan) {
        return plan.actions().stream().map(Mirroring::told).toList();
    }

    static String told(MirrorAction action) {
        return action.getClass().getSimpleName() + " " + action.path();
    }
}
