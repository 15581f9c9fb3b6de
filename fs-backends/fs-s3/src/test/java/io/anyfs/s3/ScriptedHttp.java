package io.anyfs.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.AttributeMap;

/** An HTTP client that sends nothing: it keeps the requests, and answers as it was told, otherwise that an object was stored. */
final class ScriptedHttp implements SdkHttpClient.Builder<ScriptedHttp> {

    private final List<SdkHttpRequest> requests = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final AtomicInteger openBodies = new AtomicInteger();
    private byte[] lastBody = {};
    private Runnable onAnswer = () -> {};

    /** What becomes of a request. */
    @FunctionalInterface
    private interface Answer {
        HttpExecuteResponse give() throws IOException;
    }

    /** The next request is answered so. */
    void next(int status, String body) {
        answers.add(() -> answer(status, body));
    }

    /** The next request fails. */
    void next(IOException failure) {
        answers.add(() -> {
            throw failure;
        });
    }

    /** Runs before each answer from now on. */
    void onAnswer(Runnable action) {
        onAnswer = action;
    }

    int count() {
        return requests.size();
    }

    SdkHttpRequest last() {
        return requests.get(requests.size() - 1);
    }

    byte[] lastBody() {
        return lastBody;
    }

    /** Bodies of answers that were neither closed nor aborted. */
    int openBodies() {
        return openBodies.get();
    }

    @Override
    public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
        return new Client();
    }

    private HttpExecuteResponse answer(int status, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        AtomicBoolean open = new AtomicBoolean(true);
        openBodies.incrementAndGet();
        InputStream body = new ByteArrayInputStream(bytes) {
            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    openBodies.decrementAndGet();
                }
            }
        };
        return HttpExecuteResponse.builder()
                .response(SdkHttpFullResponse.builder()
                        .statusCode(status)
                        .putHeader("ETag", "\"etag\"")
                        .putHeader("Content-Length", Integer.toString(bytes.length))
                        .build())
                .responseBody(AbortableInputStream.create(body, () -> {
                    if (open.getAndSet(false)) {
                        openBodies.decrementAndGet();
                    }
                }))
                .build();
    }

    private final class Client implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    requests.add(request.httpRequest());
                    if (request.contentStreamProvider().isPresent()) {
                        try (InputStream body =
                                request.contentStreamProvider().get().newStream()) {
                            lastBody = body.readAllBytes();
                        }
                    }
                    onAnswer.run();
                    Answer next = answers.poll();
                    return next == null ? answer(200, "") : next.give();
                }

                @Override
                public void abort() {
                    // Nothing is under way.
                }
            };
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
