package io.anyfs.cli.s3;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.s3.OddKey;
import io.anyfs.s3.OddKey.Reason;
import io.anyfs.s3.S3OddKeys;
import io.anyfs.s3.S3Options;
import io.anyfs.text.JsonLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs s3 odd}. */
@Command(
        name = "odd",
        description = {
            "List the keys in a bucket that no path has as it is, such as a//b, with the place that reaches each and why it is"
                    + " odd.",
            "Looks at all keys, 1,000 with a request. Changes nothing: anyfs mv gives an object another name."
        },
        footer = {"  anyfs s3 odd s3://bucket", "  anyfs s3 odd s3://bucket/photos --json | jq -r .path"})
public final class OddKeysCommand extends Subcommand {

    @Parameters(paramLabel = "URL", description = "The bucket, or a part of it, such as s3://bucket/prefix.")
    private String url = "";

    @Option(names = "--json", description = "One JSON object for each.")
    private boolean json;

    /** The command in an environment. */
    public OddKeysCommand(Environment environment) {
        super(environment, S3Command.GROUP);
    }

    @Override
    protected void run() throws Exception {
        S3Options options = BucketUrl.options(places().url(url));
        Place root = place(url);
        long count = S3OddKeys.find(options, odd -> print(root, odd));
        if (!json) {
            terminal().print(count + " keys were looked at");
        }
    }

    private void print(Place root, OddKey odd) {
        String path = root.show(odd.path().under(root.path()));
        try {
            if (json) {
                terminal()
                        .print(JsonLine.readable()
                                .put("key", odd.key())
                                .put("path", path)
                                .put(
                                        "reasons",
                                        odd.reasons().stream()
                                                .sorted()
                                                .map(Reason::name)
                                                .toList()));
            } else {
                String why = odd.reasons().stream().sorted().map(Reason::text).collect(Collectors.joining("; "));
                terminal().print(odd.key() + "  " + path + "  " + why);
            }
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }
}
