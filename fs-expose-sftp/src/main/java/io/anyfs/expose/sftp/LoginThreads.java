package io.anyfs.expose.sftp;

import io.anyfs.expose.WorkerThreads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that decide on logins. To compare a password with its hash is meant to take a processor for long, and to open a
 * user's storage may block. Neither may hold up a thread of the transport, on which other clients' packets wait, nor a virtual
 * thread, which shares its processor with other clients' requests only where it waits.
 */
final class LoginThreads {

    /** At once; others wait. How many can wait is limited by the connections that have not logged in. */
    private static final int MOST = 32;

    private static final int IDLE_SECONDS = 10;

    private LoginThreads() {}

    /** Starts them; the caller ends them. There is none while nobody logs in. */
    static ExecutorService start(String prefix) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), WorkerThreads.daemons(prefix));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
