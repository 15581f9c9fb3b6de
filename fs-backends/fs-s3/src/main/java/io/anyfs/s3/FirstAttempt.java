package io.anyfs.s3;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * A call of the SDK in this thread whose first request was sent already: the SDK is given what became of it instead of sending
 * it, and goes on from there, with its own rules for failures and further attempts. Used by one thread.
 */
final class FirstAttempt {

    private static final ThreadLocal<@Nullable FirstAttempt> CURRENT = new ThreadLocal<>();

    /** {@code null} if nothing was sent, or when the SDK has it. */
    private @Nullable Outcome outcome;

    private @Nullable Sent sent;

    private FirstAttempt(@Nullable Outcome outcome) {
        this.outcome = outcome;
    }

    /** What became of a request. */
    private record Outcome(
            @Nullable HttpExecuteResponse answer, @Nullable Exception failure) {

        HttpExecuteResponse answerOrThrow() throws IOException {
            if (failure instanceof IOException broken) {
                throw broken;
            } else if (failure instanceof RuntimeException unexpected) {
                throw unexpected;
            } else if (answer == null) {
                throw new IllegalStateException("neither answered nor failed");
            }
            return answer;
        }

        void abort() {
            if (answer != null) {
                answer.responseBody().ifPresent(Abortable::abort);
            }
        }
    }

    /** A request, and what sends it. */
    record Sent(SdkHttpRequest request, SdkHttpClient client) {}

    /** The SDK sends all itself. */
    static FirstAttempt none() {
        return new FirstAttempt(null);
    }

    /** It was answered; the SDK takes over the body. */
    static FirstAttempt answered(HttpExecuteResponse answer) {
        return new FirstAttempt(new Outcome(answer, null));
    }

    /** It was not answered. */
    static FirstAttempt failed(Exception failure) {
        return new FirstAttempt(new Outcome(null, failure));
    }

    /** Runs the call. */
    <T> T in(Supplier<T> call) {
        CURRENT.set(this);
        try {
            return call.get();
        } finally {
            CURRENT.remove();
            Outcome unheard = outcome;
            if (unheard != null) {
                unheard.abort();
            }
        }
    }

    /** What the SDK has sent last; {@code null} if nothing, or if its client is not {@linkplain #over one of these}. */
    @Nullable
    Sent sent() {
        return sent;
    }

    private ExecutableHttpRequest prepare(HttpExecuteRequest request, SdkHttpClient client) {
        Outcome known = outcome;
        if (known == null) {
            sent = new Sent(request.httpRequest(), client);
            return client.prepareRequest(request);
        }
        outcome = null;
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return known.answerOrThrow();
            }

            @Override
            public void abort() {
                known.abort();
            }
        };
    }

    /** A client for the SDK that knows of first attempts. */
    static SdkHttpClient.Builder<?> over(SdkHttpClient.Builder<?> client) {
        return new Builder(client);
    }

    private record Builder(SdkHttpClient.Builder<?> client) implements SdkHttpClient.Builder<Builder> {

        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            return new Client(client.buildWithDefaults(defaults));
        }
    }

    private record Client(SdkHttpClient client) implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            FirstAttempt attempt = CURRENT.get();
            return attempt == null ? client.prepareRequest(request) : attempt.prepare(request, client);
        }

        @Override
        public String clientName() {
            return client.clientName();
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
