package io.anyfs.cli.s3;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import io.anyfs.cli.text.Age;
import io.anyfs.cli.text.ByteSize;
import io.anyfs.cli.text.EntryFields;
import io.anyfs.cli.text.Table;
import io.anyfs.cli.text.Table.Align;
import io.anyfs.s3.S3Options;
import io.anyfs.s3.S3Uploads;
import io.anyfs.s3.S3Uploads.Upload;
import io.anyfs.text.JsonLine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs s3 uploads}. */
@Command(
        name = "uploads",
        description = {
            "List the uploads to a bucket that were begun and not ended: what has arrived, when they were begun, key and"
                    + " identity, the oldest first. What a killed process leaves stays there, and is charged for, until it is"
                    + " aborted.",
            "Uploads that are under way now are among them; with --abort-older-than they fail if they are as old."
        },
        footer = {
            "  anyfs s3 uploads s3://bucket",
            "  anyfs s3 uploads s3://bucket/photos --abort-older-than 7d",
            "  anyfs s3 uploads --json 's3://bucket?endpoint=https://s3.example.com'"
        })
public final class UploadsCommand extends Subcommand {

    @Parameters(paramLabel = "URL", description = "The bucket, or a part of it, such as s3://bucket/prefix.")
    private String url = "";

    @Option(
            names = "--abort-older-than",
            paramLabel = "DURATION",
            description = "Abort those that were begun so long ago, such as 30m, 12h, 7d or 2w, and list them.")
    private @Nullable String age;

    @Option(names = "--json", description = "One JSON object for each.")
    private boolean json;

    /** The command in an environment. */
    public UploadsCommand(Environment environment) {
        super(environment, S3Command.GROUP);
    }

    @Override
    protected void run() throws Exception {
        S3Options options = BucketUrl.options(places().url(url));
        if (age == null) {
            print(S3Uploads.find(options), false);
            return;
        }
        S3Uploads.Result result = S3Uploads.abortOlderThan(options, age(age));
        print(result.aborted(), true);
        forEach(result.failed().values(), failure -> {
            throw failure;
        });
    }

    private static Duration age(String text) {
        Duration age = Age.parse(text);
        if (age == null) {
            throw new UsageException(
                    "'" + text + "' is no duration; write a number with a unit such as 30m, 12h, 7d or 2w");
        }
        return age;
    }

    private void print(List<Upload> uploads, boolean aborted) throws IOException {
        Table table = new Table(Align.RIGHT, Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT);
        for (Upload upload : uploads) {
            if (json) {
                JsonLine line = JsonLine.readable()
                        .put("key", upload.key())
                        .put("id", upload.id())
                        .put("started", upload.started());
                upload.bytes().ifPresent(bytes -> line.put("bytes", bytes));
                terminal().print(line.put("aborted", aborted));
            }
            table.add(
                    upload.bytes().isPresent() ? ByteSize.human(upload.bytes().getAsLong()) : "?",
                    EntryFields.time(upload.started()),
                    aborted ? "aborted" : "unfinished",
                    upload.key(),
                    upload.id());
        }
        if (!json) {
            for (String line : table.lines()) {
                terminal().print(line);
            }
        }
    }
}
