package io.anyfs.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.Charset;
import java.util.concurrent.TimeUnit;

/**
 * SIGURG, which asks a process for a dump. A process that does not expect it ignores it, so that a mistake kills nobody, as
 * SIGUSR1 and SIGUSR2 would; and the virtual machine has no use for it, while HotSpot suspends threads by SIGUSR2: a handler
 * of that is called by every flight recording, and breaks it.
 *
 * <p>The JDK handles signals in its module {@code jdk.unsupported} only. It is used by reflection, so that whoever needs no
 * signals needs no such module.
 */
final class UrgentSignal {

    private static final String NAME = "URG";

    private UrgentSignal() {}

    /**
     * Runs this at each signal, on a thread of the signal's own, in place of what was run until now.
     *
     * @return puts back what was run until now
     */
    static Runnable handle(Runnable action) throws IOException {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = signalType.getConstructor(String.class).newInstance(NAME);
            Object handler = Proxy.newProxyInstance(
                    UrgentSignal.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        return switch (method.getName()) {
                            case "handle" -> {
                                action.run();
                                yield null;
                            }
                            case "equals" -> arguments != null && arguments[0] == proxy;
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> "handler of SIG" + NAME + " for dumps of resources";
                        };
                    });
            var handle = signalType.getMethod("handle", signalType, handlerType);
            Object before = handle.invoke(null, signal, handler);
            return () -> {
                try {
                    handle.invoke(null, signal, before);
                } catch (ReflectiveOperationException impossible) {
                    throw new IllegalStateException("SIG" + NAME + " was handled and now cannot be", impossible);
                }
            };
        } catch (ClassNotFoundException missing) {
            throw new IOException(
                    "a process can be asked for dumps only with the JDK's module jdk.unsupported; add"
                            + " --add-modules jdk.unsupported",
                    missing);
        } catch (InvocationTargetException refused) {
            throw new IOException("SIG" + NAME + " cannot be handled here", refused.getCause());
        } catch (ReflectiveOperationException changed) {
            throw new IOException("SIG" + NAME + " cannot be handled by this Java version", changed);
        }
    }

    /** Sends it. Java has no way to, but every POSIX shell has. */
    static void send(long pid) throws IOException {
        Process shell;
        try {
            shell = new ProcessBuilder("/bin/sh", "-c", "kill -s " + NAME + " \"$1\"", "sh", Long.toString(pid))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException noShell) {
            throw new DumpRequestException(
                    DumpRequestException.Reason.UNSUPPORTED,
                    "there is no /bin/sh to send a signal with; send SIG" + NAME + " to process " + pid
                            + " by other means, then analyse the dump in " + RunDirectory.ofProcess(pid),
                    noShell);
        }
        try (InputStream output = shell.getInputStream()) {
            shell.getOutputStream().close();
            byte[] said = output.readNBytes(4096);
            if (!shell.waitFor(10, TimeUnit.SECONDS) || shell.exitValue() != 0) {
                throw new DumpRequestException(
                        DumpRequestException.Reason.NOT_PERMITTED,
                        "process " + pid + " cannot be signalled: "
                                + DumpText.escape(new String(said, Charset.defaultCharset()).strip()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException)
                    new InterruptedIOException("interrupted while sending a signal").initCause(interrupted);
        } finally {
            shell.destroy();
        }
    }
}
