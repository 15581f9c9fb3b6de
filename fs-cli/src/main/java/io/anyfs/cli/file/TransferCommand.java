package io.anyfs.cli.file;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.text.TransferProgress;
import io.anyfs.tree.OnFailure;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code cp}, {@code put} and {@code get} are made of. */
abstract class TransferCommand extends Subcommand {

    @Mixin
    private CopyOptions copying = new CopyOptions();

    @Mixin
    private ProgressOptions progressOptions = new ProgressOptions();

    @Option(names = "--json", description = "At the end one JSON object that sums up.")
    private boolean json;

    private final CopySummary summary = new CopySummary();

    TransferCommand(Environment environment) {
        super(environment);
    }

    /** What a transfer of one source does. */
    interface Transfer<S> {
        void of(S source, TransferProgress progress) throws Exception;
    }

    final CopyOptions copying() {
        return copying;
    }

    final CopySummary summary() {
        return summary;
    }

    /** Transfers the sources one after the other under one progress bar. A signal ends it in order. */
    final <S> void transfer(String task, List<S> sources, Transfer<S> transfer) throws Exception {
        copying.check();
        endOrderlyOnSignal();
        try (TransferProgress progress = progressOptions.show(terminal(), task)) {
            forEach(sources, source -> {
                try {
                    transfer.of(source, progress);
                } catch (Exception failure) {
                    summary.addFailure();
                    throw failure;
                }
            });
            if (json) {
                terminal().print(summary.json(progress.elapsed()));
            }
        }
    }

    final void copy(Place source, Place target, TransferProgress progress) throws IOException {
        summary.add(copying.copy(source, target, progress, OnFailure.skipAndReport((path, failure) -> note(failure))));
    }
}
