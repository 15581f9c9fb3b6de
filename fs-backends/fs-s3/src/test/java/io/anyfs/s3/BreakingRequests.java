package io.anyfs.s3;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Numbers the requests of a client, from 0, and lets a test stop any of them before it is sent. Safe for many threads. */
final class BreakingRequests implements ExecutionInterceptor {

    private static final int NEVER = Integer.MAX_VALUE;

    private final AtomicInteger count = new AtomicInteger();
    private volatile int first = NEVER;
    private volatile int last = NEVER;
    private volatile Consumer<SdkRequest> watcher = request -> {};

    /** From a request on none is sent, as if the process was killed. The next is the first. */
    void killAt(int request) {
        breakBetween(request, NEVER);
    }

    /** One request is not sent. The next is the first. */
    void failAt(int request) {
        breakBetween(request, request);
    }

    /** Is called with each request, on the thread that makes it. */
    void watch(Consumer<SdkRequest> newWatcher) {
        watcher = newWatcher;
    }

    private void breakBetween(int newFirst, int newLast) {
        count.set(0);
        first = newFirst;
        last = newLast;
    }

    int count() {
        return count.get();
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        int number = count.getAndIncrement();
        watcher.accept(context.request());
        if (number >= first && number <= last) {
            throw SdkClientException.create("broken by the test");
        }
    }
}
