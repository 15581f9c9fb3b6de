package io.anyfs.cli.file;

import io.anyfs.tree.CopyExisting;

/** What {@code --if-exists} can be. */
enum IfExistsChoice {
    FAIL(CopyExisting.FAIL),
    SKIP(CopyExisting.SKIP),
    REPLACE(CopyExisting.REPLACE),
    OLDER(CopyExisting.REPLACE_IF_OLDER);

    private final CopyExisting policy;

    IfExistsChoice(CopyExisting policy) {
        this.policy = policy;
    }

    CopyExisting policy() {
        return policy;
    }
}
