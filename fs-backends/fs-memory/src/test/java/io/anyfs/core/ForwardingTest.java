package io.anyfs.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Space;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingListing;
import io.anyfs.spi.ForwardingReadHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What passes calls on passes every call on: a method that is added to an interface and forgotten here is found. */
class ForwardingTest {

    private static final FileInfo INFO = FileInfo.of(FsPath.of("/a"), FileType.FILE, 1, Instant.EPOCH);

    /** A call that arrived. */
    private record Call(Method method, List<Object> arguments) {}

    /** Notes the calls of an interface and answers them. */
    private static final class Recorder implements InvocationHandler {
        private final List<Call> calls = new ArrayList<>();

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            if (method.getName().equals("equals")) {
                return proxy == arguments[0];
            }
            calls.add(new Call(method, arguments == null ? List.of() : Arrays.asList(arguments)));
            return sample(method.getReturnType());
        }

        <T> T of(Class<T> type) {
            return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
        }
    }

    private static final class PassingBackend extends ForwardingBackend {
        PassingBackend(Backend delegate) {
            super(delegate);
        }
    }

    private static final class PassingListing extends ForwardingListing {
        PassingListing(BackendListing delegate) {
            super(delegate);
        }
    }

    private static final class PassingReadHandle extends ForwardingReadHandle {
        PassingReadHandle(BackendReadHandle delegate) {
            super(delegate);
        }
    }

    private static final class PassingWriteHandle extends ForwardingWriteHandle {
        PassingWriteHandle(BackendWriteHandle delegate) {
            super(delegate);
        }
    }

    static Stream<Method> operations() {
        return Stream.of(Backend.class, BackendListing.class, BackendReadHandle.class, BackendWriteHandle.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> !Modifier.isStatic(method.getModifiers()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_call_is_passed_on_as_it_is(Method operation) throws Exception {
        Recorder recorder = new Recorder();
        Object forwarding = forwarding(operation.getDeclaringClass(), recorder);
        Object[] arguments = Arrays.stream(operation.getParameterTypes())
                .map(ForwardingTest::sample)
                .toArray();

        Object result = operation.invoke(forwarding, arguments);

        assertEquals(1, recorder.calls.size(), () -> "calls that arrived: " + recorder.calls);
        assertEquals(operation.getName(), recorder.calls.get(0).method().getName());
        assertEquals(Arrays.asList(arguments), recorder.calls.get(0).arguments());
        if (operation.getReturnType() != void.class
                && !operation.getReturnType().isInterface()) {
            assertEquals(sample(operation.getReturnType()), result);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void no_operation_has_a_default(Method operation) throws Exception {
        assertFalse(operation.isDefault(), "a wrapper would lose what it wraps");
        Class<?> type = forwarding(operation.getDeclaringClass(), new Recorder())
                .getClass()
                .getSuperclass();
        assertSame(
                type,
                type.getMethod(operation.getName(), operation.getParameterTypes())
                        .getDeclaringClass());
        assertNotEquals(0, type.getModifiers() & Modifier.ABSTRACT);
    }

    private static Object forwarding(Class<?> type, Recorder recorder) {
        if (type == Backend.class) {
            return new PassingBackend(recorder.of(Backend.class));
        } else if (type == BackendListing.class) {
            return new PassingListing(recorder.of(BackendListing.class));
        } else if (type == BackendReadHandle.class) {
            return new PassingReadHandle(recorder.of(BackendReadHandle.class));
        } else if (type == BackendWriteHandle.class) {
            return new PassingWriteHandle(recorder.of(BackendWriteHandle.class));
        }
        throw new IllegalArgumentException("no forwarding class for " + type);
    }

    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(FsPath.class, FsPath.of("/a")),
            Map.entry(Links.class, Links.NO_FOLLOW),
            Map.entry(ListOptions.class, ListOptions.ENTRIES),
            Map.entry(WriteOptions.class, WriteOptions.replace()),
            Map.entry(DeleteScope.class, DeleteScope.CONTENTS),
            Map.entry(IfExists.class, IfExists.REPLACE),
            Map.entry(AttributeChanges.class, AttributeChanges.NONE),
            Map.entry(String.class, "text"),
            Map.entry(FileInfo.class, INFO),
            Map.entry(Space.class, new Space(3, 2, 1)),
            Map.entry(Capabilities.class, Capabilities.all(Capabilities.Limits.POSIX)),
            Map.entry(ByteBuffer.class, ByteBuffer.allocate(1)),
            Map.entry(WritableByteChannel.class, Channels.newChannel(new ByteArrayOutputStream())),
            Map.entry(int.class, 7),
            Map.entry(long.class, 8L));

    private static Object sample(Class<?> type) {
        if (type == void.class) {
            return null;
        } else if (type == BackendListing.class
                || type == BackendReadHandle.class
                || type == BackendWriteHandle.class
                || type == TreeDeletion.class) {
            return new Recorder().of(type);
        }
        Object sample = SAMPLES.get(type);
        if (sample == null) {
            throw new IllegalArgumentException("no sample of " + type);
        }
        return sample;
    }
}
