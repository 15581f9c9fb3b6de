package io.anyfs.mount.fuse;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.List;
import org.cryptomator.jfuse.api.Fuse;

/**
 * Lets jfuse live with files that have no name any more. Libfuse hands in no path for what is done with an open file whose directory
 * was removed, and jfuse 0.7 reads one all the same, which ends the JVM. So an empty path is put in between.
 */
final class NamelessCalls {

    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    /** The operations on open files. */
    private static final List<Call> CALLS = List.of(
            new Call("getattr", 0, FunctionDescriptor.of(INT, POINTER, POINTER, POINTER)),
            new Call("chmod", 9, FunctionDescriptor.of(INT, POINTER, INT, POINTER)),
            new Call("chown", 10, FunctionDescriptor.of(INT, POINTER, INT, INT, POINTER)),
            new Call("truncate", 11, FunctionDescriptor.of(INT, POINTER, LONG, POINTER)),
            new Call("read", 13, FunctionDescriptor.of(INT, POINTER, POINTER, LONG, LONG, POINTER)),
            new Call("write", 14, FunctionDescriptor.of(INT, POINTER, POINTER, LONG, LONG, POINTER)),
            new Call("flush", 16, FunctionDescriptor.of(INT, POINTER, POINTER)),
            new Call("release", 17, FunctionDescriptor.of(INT, POINTER, POINTER)),
            new Call("fsync", 18, FunctionDescriptor.of(INT, POINTER, INT, POINTER)),
            new Call("readdir", 24, FunctionDescriptor.of(INT, POINTER, POINTER, POINTER, LONG, POINTER, INT)),
            new Call("utimens", 32, FunctionDescriptor.of(INT, POINTER, POINTER, POINTER)));

    /**
     * An operation.
     *
     * @param name as libfuse calls it
     * @param index its place in {@code struct fuse_operations} of libfuse 3
     */
    private record Call(String name, int index, FunctionDescriptor signature) {
        long offset() {
            return index * POINTER.byteSize();
        }
    }

    private NamelessCalls() {}

    /** Puts itself before the calls of a filesystem that is not mounted yet. What it needs is released with the arena. */
    @SuppressWarnings("restricted") // calling the operating system is what this module is for
    static void guard(Fuse fuse, Arena arena) {
        MemorySegment operations = operations(fuse);
        MethodHandle named = MethodHandles.insertArguments(named(), 0, arena.allocateFrom(""));
        Linker linker = Linker.nativeLinker();
        for (Call call : CALLS) {
            MemorySegment unguarded = operations.get(POINTER, call.offset());
            MethodHandle forward = linker.downcallHandle(unguarded, call.signature());
            operations.set(
                    POINTER,
                    call.offset(),
                    linker.upcallStub(MethodHandles.filterArguments(forward, 0, named), call.signature(), arena));
        }
    }

    private static MemorySegment operations(Fuse fuse) {
        try {
            Field structure = Fuse.class.getDeclaredField("fuseOperationsStruct");
            structure.setAccessible(true);
            return (MemorySegment) structure.get(fuse);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("this is not the jfuse that anyfs knows", changed);
        }
    }

    private static MethodHandle named() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            NamelessCalls.class,
                            "named",
                            MethodType.methodType(MemorySegment.class, MemorySegment.class, MemorySegment.class));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @SuppressWarnings("UnusedMethod") // by a method handle
    private static MemorySegment named(MemorySegment empty, MemorySegment path) {
        return path.equals(MemorySegment.NULL) ? empty : path;
    }
}
