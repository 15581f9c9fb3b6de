package io.anyfs.tree;

/** What a mirror takes into account. */
record MirrorSettings(MirrorBy by, boolean deletes, PathFilter filter, CopyLinks links) {

    static final MirrorSettings DEFAULT =
            new MirrorSettings(MirrorBy.SIZE_AND_TIME, false, PathFilter.ALL, CopyLinks.KEEP_OR_FOLLOW);

    MirrorSettings comparing(MirrorBy other) {
        return new MirrorSettings(other, deletes, filter, links);
    }

    MirrorSettings deletingExtraneous() {
        return new MirrorSettings(by, true, filter, links);
    }

    MirrorSettings filtering(PathFilter other) {
        return new MirrorSettings(by, deletes, other, links);
    }

    MirrorSettings links(CopyLinks other) {
        return new MirrorSettings(by, deletes, filter, other);
    }
}
