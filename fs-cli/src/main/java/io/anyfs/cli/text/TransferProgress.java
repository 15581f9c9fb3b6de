package io.anyfs.cli.text;

import io.anyfs.FsPath;
import io.anyfs.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a transfer gets on: percentage, amount, rate and time left on one line that is drawn again and again, and at the
 * end a summary. Only on a terminal that somebody watches, and only if the transfer takes longer than half a second. Safe for
 * use by many threads.
 */
public final class TransferProgress implements Progress, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final long KIB = 1024;

    private final Terminal terminal;
    private final String task;
    private final boolean wanted;
    private final long patienceNanos;
    private final long begin = System.nanoTime();
    private final AtomicLong expectedBytes = new AtomicLong();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder files = new LongAdder();
    private volatile @Nullable ProgressBar bar;

    /** Shows the task on the terminal, if it is watched. */
    public static TransferProgress of(Terminal terminal, String task) {
        return of(terminal, task, PATIENCE);
    }

    /** Shows the task on the terminal, if it is watched and the task takes longer than this. */
    static TransferProgress of(Terminal terminal, String task, Duration patience) {
        return new TransferProgress(terminal, task, terminal.isWatched(), patience);
    }

    /** Shows nothing, and counts all the same. */
    public static TransferProgress silent(Terminal terminal) {
        return new TransferProgress(terminal, "", false, PATIENCE);
    }

    private TransferProgress(Terminal terminal, String task, boolean wanted, Duration patience) {
        this.terminal = terminal;
        this.task = task;
        this.wanted = wanted;
        this.patienceNanos = patience.toNanos();
    }

    @Override
    public void expect(long moreFiles, long moreBytes) {
        long expected = expectedBytes.addAndGet(moreBytes);
        ProgressBar shown = bar;
        if (shown != null) {
            shown.maxHint(expected);
        }
    }

    @Override
    public void started(FsPath file) {}

    @Override
    public void transferred(long moreBytes) {
        bytes.add(moreBytes);
        ProgressBar shown = bar;
        if (shown == null && wanted && System.nanoTime() - begin > patienceNanos) {
            shown = show();
        }
        if (shown != null) {
            shown.stepTo(bytes.sum());
        }
    }

    @Override
    public void finished(FsPath file) {
        files.increment();
    }

    /** Bytes transferred so far. */
    public long bytes() {
        return bytes.sum();
    }

    /** Files finished so far. */
    public long files() {
        return files.sum();
    }

    /** Time since the beginning. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Ends the drawing; if there was one, with a line that sums up. */
    @Override
    public void close() {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.close();
            terminal.tell(summary());
        }
    }

    private String summary() {
        double seconds = Math.max((double) elapsed().toNanos() / 1e9, 1e-9);
        return String.format(
                Locale.ROOT,
                "%s: %,d %s, %s in %.1f s (%s/s)",
                task,
                files(),
                files() == 1 ? "file" : "files",
                ByteSize.human(bytes()),
                seconds,
                ByteSize.human((long) ((double) bytes() / seconds)));
    }

    private synchronized ProgressBar show() {
        ProgressBar shown = bar;
        if (shown == null) {
            long expected = expectedBytes.get();
            long unit = unit(expected);
            shown = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(expected == 0 ? -1 : expected)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(unit == 1 ? " B" : unit == KIB ? " KiB" : unit == KIB * KIB ? " MiB" : " GiB", unit)
                    .setUpdateIntervalMillis(200)
                    .showSpeed()
                    .startsFrom(0, elapsed())
                    .setConsumer(new Line(terminal))
                    .build();
            bar = shown;
        }
        return shown;
    }

    private static long unit(long expected) {
        long unit = 1;
        while (unit < KIB * KIB * KIB && expected >= 10 * KIB * unit) {
            unit *= KIB;
        }
        return unit;
    }

    /** The library's own consumers ask the operating system about the terminal, which takes longer than most copies. */
    private record Line(Terminal terminal) implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return terminal.width() - 1;
        }

        @Override
        public void accept(String line) {
            terminal.drawing().print('\r' + line);
            terminal.drawing().flush();
        }

        @Override
        public void close() {
            terminal.drawing().print('\r' + " ".repeat(terminal.width() - 1) + '\r');
            terminal.drawing().flush();
        }
    }
}
