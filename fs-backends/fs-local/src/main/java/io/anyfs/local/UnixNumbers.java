package io.anyfs.local;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.attribute.PosixFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a file tells in numbers. The JDK reads them with every look and keeps them to itself; its public way to them is
 * another look, by path. Where the JVM was told to open that class ({@code --add-opens java.base/sun.nio.fs=ALL-UNNAMED}), they come
 * from the look itself, which may have been through an open directory, and a file costs one system call instead of two. Elsewhere
 * there are none.
 *
 * @param mode with the type and the bits 07000
 */
record UnixNumbers(int uid, int gid, int links, int mode) {

    private static final @Nullable Getters GETTERS = Getters.find();

    private record Getters(Class<?> type, MethodHandle uid, MethodHandle gid, MethodHandle links, MethodHandle mode) {

        static @Nullable Getters find() {
            try {
                Class<?> type = Class.forName("sun.nio.fs.UnixFileAttributes");
                MethodHandles.Lookup inside = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
                return new Getters(
                        type,
                        getter(inside, type, "uid"),
                        getter(inside, type, "gid"),
                        getter(inside, type, "nlink"),
                        getter(inside, type, "mode"));
            } catch (ReflectiveOperationException notOpened) {
                return null;
            }
        }

        private static MethodHandle getter(MethodHandles.Lookup inside, Class<?> type, String name)
                throws ReflectiveOperationException {
            return inside.findVirtual(type, name, MethodType.methodType(int.class))
                    .asType(MethodType.methodType(int.class, PosixFileAttributes.class));
        }
    }

    /** The numbers of what was seen; {@code null} where the JVM does not give them away. */
    static @Nullable UnixNumbers of(PosixFileAttributes seen) {
        Getters getters = GETTERS;
        if (getters == null || !getters.type.isInstance(seen)) {
            return null;
        }
        return new UnixNumbers(
                number(getters.uid, seen),
                number(getters.gid, seen),
                number(getters.links, seen),
                number(getters.mode, seen));
    }

    private static int number(MethodHandle getter, PosixFileAttributes seen) {
        try {
            return (int) getter.invokeExact(seen);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("it only returns a field", impossible);
        }
    }
}
