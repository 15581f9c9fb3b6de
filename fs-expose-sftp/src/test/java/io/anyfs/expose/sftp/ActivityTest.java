package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.tck.subject.Eventually;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ActivityTest {

    private final Activity activity = new Activity();

    @Test
    void a_request_is_worked_on_until_it_waits_for_the_client() {
        activity.begins();
        assertTrue(activity.isWorking());
        activity.waitsForClient();
        assertFalse(activity.isWorking());
        activity.waitsNoMore();
        assertTrue(activity.isWorking());
        activity.ends();
        assertFalse(activity.isWorking());
    }

    @Test
    void the_end_waits_for_an_answer_that_is_being_sent() throws Exception {
        activity.begins();
        Thread ending = new Thread(this::awaitAnswers);
        ending.start();

        activity.waitsForClient();
        activity.sends();
        activity.waitsNoMore();
        activity.ends();
        requireWaiting(ending);
        activity.sent();

        ending.join(TimeUnit.MINUTES.toMillis(1));
        assertEquals(Thread.State.TERMINATED, ending.getState());
    }

    @Test
    void a_client_that_takes_no_answer_does_not_hold_the_end() throws Exception {
        activity.begins();
        activity.waitsForClient();

        activity.awaitAnswers(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1));

        assertFalse(activity.isWorking());
    }

    private void awaitAnswers() {
        try {
            activity.awaitAnswers(System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void requireWaiting(Thread thread) {
        Eventually.holds("it waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
    }
}
