package io.anyfs.tree;

import io.anyfs.Progress;

/** How a copying operation goes about its work. */
record Execution(int parallelism, Progress progress, OnFailure onFailure) {

    static final Execution DEFAULT = new Execution(1, Progress.NONE, OnFailure.STOP);

    Execution {
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism must be 1 or more: " + parallelism);
        }
    }

    Execution parallelism(int threads) {
        return new Execution(threads, progress, onFailure);
    }

    Execution progress(Progress listener) {
        return new Execution(parallelism, listener, onFailure);
    }

    Execution onFailure(OnFailure policy) {
        return new Execution(parallelism, progress, policy);
    }
}
