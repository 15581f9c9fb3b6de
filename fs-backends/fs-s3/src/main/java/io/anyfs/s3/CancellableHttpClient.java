package io.anyfs.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.AttributeMap;

/** Lets a {@link Cancellation} end requests, of which the SDK's synchronous client has no other way. */
final class CancellableHttpClient implements SdkHttpClient {

    /**
     * How long a request is given to be answered that makes what only its answer names, an upload in parts: nobody but a sweep could
     * remove it otherwise.
     */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final SdkHttpClient client;

    private CancellableHttpClient(SdkHttpClient client) {
        this.client = client;
    }

    static SdkHttpClient.Builder<?> over(SdkHttpClient.Builder<?> client) {
        return new Builder(client);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        Cancellation cancellation = Cancellation.current();
        if (cancellation == null) {
            return prepared;
        }
        SdkHttpRequest http = request.httpRequest();
        boolean lingers =
                http.method() == SdkHttpMethod.POST && http.rawQueryParameters().containsKey("uploads");
        return new CancellableRequest(prepared, cancellation, lingers ? () -> abortLater(prepared) : prepared);
    }

    private static void abortLater(Abortable request) {
        // An abort of what has ended does nothing.
        CompletableFuture.delayedExecutor(LINGER.toMillis(), TimeUnit.MILLISECONDS)
                .execute(request::abort);
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    /** @param end what ends the request when all is cancelled */
    private record CancellableRequest(ExecutableHttpRequest request, Cancellation cancellation, Abortable end)
            implements ExecutableHttpRequest {

        @Override
        public HttpExecuteResponse call() throws IOException {
            if (!cancellation.add(end)) {
                throw cancelled();
            }
            try {
                return request.call();
            } catch (IOException failure) {
                if (cancellation.isCancelled()) {
                    // After an IOException the SDK would try again.
                    throw cancelled();
                }
                throw failure;
            }
        }

        @Override
        public void abort() {
            request.abort();
        }

        private static AbortedException cancelled() {
            return AbortedException.create("the request was cancelled");
        }
    }

    private record Builder(SdkHttpClient.Builder<?> client) implements SdkHttpClient.Builder<Builder> {

        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            return new CancellableHttpClient(client.buildWithDefaults(defaults));
        }
    }
}
