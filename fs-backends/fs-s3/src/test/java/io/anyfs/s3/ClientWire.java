package io.anyfs.s3;

import io.anyfs.s3.testing.S3Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The wire as the backend's HTTP client sees it: a test can look at what goes to a store and comes back, and disturb it. Unlike
 * with {@link io.anyfs.s3.testing.S3Wire}, a test decides here in which moment of a request something happens.
 */
final class ClientWire {

    /**
     * A request that was sent.
     *
     * @param bytes of its body, or of the range that it asked for
     */
    record Sent(S3Operation operation, long bytes) {}

    /** What is done with a request instead of sending it. */
    @FunctionalInterface
    interface Fault {
        HttpExecuteResponse answer(Exchange exchange) throws IOException;
    }

    /** A request and its answer. */
    static final class Exchange {
        private final ExecutableHttpRequest request;
        private final CountDownLatch aborted = new CountDownLatch(1);

        private Exchange(ExecutableHttpRequest request) {
            this.request = request;
        }

        private void abort() {
            aborted.countDown();
            request.abort();
        }

        HttpExecuteResponse send() throws IOException {
            return request.call();
        }

        /** As a socket does: an interrupt ends nothing. */
        SocketException hang() {
            boolean interrupted = false;
            while (true) {
                try {
                    aborted.await();
                    break;
                } catch (InterruptedException ignored) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return new SocketException("Socket closed");
        }
    }

    private record Disturbance(Fault fault, int times) {}

    private final List<Sent> sent = new ArrayList<>();
    private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private final Map<S3Operation, Disturbance> disturbances = new EnumMap<>(S3Operation.class);

    /** The requests since the last {@link #forget}. */
    synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    List<Sent> sent(S3Operation operation) {
        return sent().stream()
                .filter(request -> request.operation() == operation)
                .toList();
    }

    long bytes(S3Operation operation) {
        return sent(operation).stream().mapToLong(Sent::bytes).sum();
    }

    synchronized void forget() {
        sent.clear();
    }

    /** Disturbs the next requests of an operation. */
    synchronized void disturb(S3Operation operation, int times, Fault fault) {
        disturbances.put(operation, new Disturbance(fault, times));
    }

    synchronized void heal() {
        disturbances.clear();
    }

    /** The next requests of an operation are not answered. The latch is down when so many hang. */
    CountDownLatch hang(S3Operation operation, int times) {
        CountDownLatch hanging = new CountDownLatch(times);
        disturb(operation, times, exchange -> {
            hanging.countDown();
            throw exchange.hang();
        });
        return hanging;
    }

    /** The next request of an operation is not sent before it may go on, but an interrupt ends it. The latch is down when it waits. */
    CountDownLatch hold(S3Operation operation, CountDownLatch goOn) {
        CountDownLatch held = new CountDownLatch(1);
        disturb(operation, 1, exchange -> {
            held.countDown();
            try {
                goOn.await();
            } catch (InterruptedException ended) {
                throw new InterruptedIOException();
            }
            return exchange.send();
        });
        return held;
    }

    /** The next requests of an operation are carried out, but the answers are lost. */
    void loseAnswers(S3Operation operation, int times) {
        disturb(operation, times, exchange -> {
            exchange.send();
            throw new SocketException("Connection reset");
        });
    }

    /** The next requests of an operation are refused. */
    void refuse(S3Operation operation, int times, int status, String code) {
        disturb(operation, times, exchange -> answer(status, code));
    }

    /** The answers to the next requests of an operation break off after so many bytes. */
    void breakOff(S3Operation operation, int times, int bytes) {
        disturb(
                operation,
                times,
                exchange -> cut(exchange.send(), bytes, () -> new SocketException("Connection reset")));
    }

    /** The answers to the next requests of an operation do not go on after so many bytes. */
    CountDownLatch hangWithin(S3Operation operation, int times, int bytes) {
        CountDownLatch hanging = new CountDownLatch(times);
        disturb(
                operation,
                times,
                exchange -> cut(exchange.send(), bytes, () -> {
                    hanging.countDown();
                    return exchange.hang();
                }));
        return hanging;
    }

    private static HttpExecuteResponse answer(int status, String code) {
        String body = "<Error><Code>" + code + "</Code><Message>as the test wants it</Message></Error>";
        return HttpExecuteResponse.builder()
                .response(SdkHttpFullResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", "application/xml")
                        .build())
                .responseBody(AbortableInputStream.create(
                        new java.io.ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    /** What ends a body. */
    @FunctionalInterface
    interface Ending {
        IOException await();
    }

    /** An answer whose body ends in another way after so many bytes. */
    static HttpExecuteResponse cut(HttpExecuteResponse answer, int bytes, Ending ending) {
        AbortableInputStream whole = answer.responseBody().orElseThrow();
        InputStream cut = new InputStream() {
            private int left = bytes;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (left == 0) {
                    throw ending.await();
                }
                int read = whole.read(target, offset, Math.min(length, left));
                left -= Math.max(0, read);
                return read;
            }
        };
        return HttpExecuteResponse.builder()
                .response(answer.httpResponse())
                .responseBody(AbortableInputStream.create(cut, whole))
                .build();
    }

    /** The same client on this wire. */
    SdkHttpClient.Builder<?> over(SdkHttpClient.Builder<?> client) {
        return new Builder(client);
    }

    private synchronized @Nullable Fault next(HttpExecuteRequest request) {
        S3Operation operation = operation(request.httpRequest());
        sent.add(new Sent(operation, bytes(request.httpRequest())));
        Disturbance disturbance = disturbances.remove(operation);
        if (disturbance == null) {
            return null;
        }
        if (disturbance.times() > 1) {
            disturbances.put(operation, new Disturbance(disturbance.fault(), disturbance.times() - 1));
        }
        return disturbance.fault();
    }

    /** What a request asks for. */
    static S3Operation operation(SdkHttpRequest request) {
        String[] path = request.encodedPath().split("/", 3);
        Map<String, String> query = new HashMap<>();
        request.rawQueryParameters().forEach((name, values) -> query.put(name, values.isEmpty() ? "" : values.get(0)));
        boolean copies = request.firstMatchingHeader("x-amz-copy-source").isPresent();
        return S3Operation.of(request.method().name(), path[1], path.length < 3 ? "" : path[2], query, copies);
    }

    private static long bytes(SdkHttpRequest request) {
        String range = request.firstMatchingHeader(
                        request.method() == SdkHttpMethod.GET ? "Range" : "x-amz-copy-source-range")
                .orElse(null);
        if (range == null) {
            // The SDK frames a body with signatures and checksums.
            return request.firstMatchingHeader("x-amz-decoded-content-length")
                    .or(() -> request.firstMatchingHeader("Content-Length"))
                    .map(Long::parseLong)
                    .orElse(0L);
        }
        int dash = range.indexOf('-');
        return Long.parseLong(range.substring(dash + 1)) - Long.parseLong(range.substring("bytes=".length(), dash)) + 1;
    }

    private final class Builder implements SdkHttpClient.Builder<Builder> {
        private final SdkHttpClient.Builder<?> client;

        Builder(SdkHttpClient.Builder<?> client) {
            this.client = client;
        }

        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            return new Client(client.buildWithDefaults(defaults));
        }
    }

    private final class Client implements SdkHttpClient {
        private final SdkHttpClient client;

        Client(SdkHttpClient client) {
            this.client = client;
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            Exchange exchange = new Exchange(client.prepareRequest(request));
            exchanges.add(exchange);
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    Fault fault = next(request);
                    return fault == null ? exchange.send() : fault.answer(exchange);
                }

                @Override
                public void abort() {
                    exchange.abort();
                }
            };
        }

        @Override
        public void close() {
            exchanges.forEach(Exchange::abort);
            client.close();
        }
    }
}
