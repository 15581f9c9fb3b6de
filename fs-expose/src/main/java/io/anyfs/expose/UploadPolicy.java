package io.anyfs.expose;

import java.time.Duration;

/**
 * What becomes of an upload that did not come to a clean end: its client was killed, cut off, idle for too long or gave up, or
 * the server ended. It holds for all protocols and storages. Until its end an upload is not there for others, whatever the policy,
 * and an existing file keeps its bytes.
 */
public enum UploadPolicy {

    /** Nothing of it is published, and an existing file stays as it was. */
    ATOMIC(Duration.ZERO),

    /**
     * What arrived is published, so that the client can go on from there: the bytes in one piece from where the upload began.
     * What came ahead of a gap is dropped, so that the size tells where to go on. An append or a change in place keeps the bytes
     * that were there before. If nothing arrived, nothing changes: no empty file appears or takes the place of another. Neither
     * does anything if the file was changed or removed since the upload began: its client may have been back before the server
     * noticed that it was gone, and be done.
     *
     * <p>A storage that fails to publish is logged, and then nothing of the upload is left.
     */
    IN_PLACE(Duration.ofSeconds(30));

    private final Duration timeToKeep;

    UploadPolicy(Duration timeToKeep) {
        this.timeToKeep = timeToKeep;
    }

    /** How long the end of a server waits, after it has cut its transfers, for what arrived of them to be published. */
    public Duration timeToKeep() {
        return timeToKeep;
    }
}
