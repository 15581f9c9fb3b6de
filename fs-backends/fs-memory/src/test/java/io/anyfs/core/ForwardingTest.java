package io.anyfs.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendProvider;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingWriteHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A forwarding class that forgets a method would lose it silently for every wrapper. */
class ForwardingTest {

    @Test
    void a_forwarding_backend_overrides_every_method() {
        assertOverridesAll(ForwardingBackend.class, Backend.class);
    }

    @Test
    void a_forwarding_write_handle_overrides_every_method() {
        assertOverridesAll(ForwardingWriteHandle.class, BackendWriteHandle.class);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Backend.class,
                BackendListing.class,
                BackendReadHandle.class,
                BackendWriteHandle.class,
                BackendProvider.class
            })
    void what_backends_implement_has_no_default_methods(Class<?> type) {
        assertEquals(
                List.of(),
                Arrays.stream(type.getMethods()).filter(Method::isDefault).toList());
    }

    private static void assertOverridesAll(Class<?> wrapper, Class<?> type) {
        List<String> forgotten = Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !declares(wrapper, method))
                .map(Method::toString)
                .toList();
        assertEquals(List.of(), forgotten);
    }

    private static boolean declares(Class<?> wrapper, Method method) {
        return Arrays.stream(wrapper.getDeclaredMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes())
                        && !Modifier.isAbstract(own.getModifiers()));
    }
}
