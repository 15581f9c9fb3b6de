package io.anyfs.s3;

import java.io.IOException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** Lets a {@link Cancellation} end requests, of which the SDK's synchronous client has no other way. */
final class CancellableHttpClient implements SdkHttpClient {

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
        return cancellation == null ? prepared : new CancellableRequest(prepared, cancellation);
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    private record CancellableRequest(ExecutableHttpRequest request, Cancellation cancellation)
            implements ExecutableHttpRequest {

        @Override
        public HttpExecuteResponse call() throws IOException {
            if (!cancellation.add(request)) {
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
