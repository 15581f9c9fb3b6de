package io.anyfs.cli.command;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** Tells of the signals that ask the process to end. */
@FunctionalInterface
public interface Signals {

    /** A request to end. */
    enum Signal {
        /** SIGINT, as Ctrl-C sends it. */
        INT(ExitCode.INTERRUPTED),
        /** SIGTERM, as service managers send it. */
        TERM(ExitCode.TERMINATED);

        private final ExitCode exitCode;

        Signal(ExitCode exitCode) {
            this.exitCode = exitCode;
        }

        /** What a process that the signal ended exits with: 128 and the signal's number. */
        public ExitCode exitCode() {
            return exitCode;
        }
    }

    /** From now on the listener decides what a signal does, on a thread of its own for each. */
    void listen(Consumer<Signal> listener);

    /** Nobody sends signals. */
    static Signals none() {
        return listener -> {};
    }

    /**
     * Those of this process, where the JVM lets programs have them. By reflection, because javac warns of
     * {@code sun.misc.Signal} in a way that nothing silences; the module {@code jdk.unsupported} exports it for this use.
     */
    static Signals ofProcess() {
        return listener -> {
            for (Signal signal : Signal.values()) {
                try {
                    Class<?> type = Class.forName("sun.misc.Signal");
                    Class<?> handler = Class.forName("sun.misc.SignalHandler");
                    Object told = Proxy.newProxyInstance(
                            Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                                if (method.getName().equals("handle")) {
                                    listener.accept(signal);
                                    return null;
                                }
                                return switch (method.getName()) {
                                    case "hashCode" -> System.identityHashCode(proxy);
                                    case "equals" -> proxy == arguments[0];
                                    default -> "listener of " + signal;
                                };
                            });
                    type.getMethod("handle", type, handler)
                            .invoke(null, type.getConstructor(String.class).newInstance(signal.name()), told);
                } catch (InvocationTargetException taken) {
                    // The JVM was started with -Xrs, or the platform has no such signal: then it ends as it would
                    // anyway.
                } catch (ReflectiveOperationException unavailable) {
                    throw new IllegalStateException("no signals on this JVM", unavailable);
                }
            }
        };
    }
}
