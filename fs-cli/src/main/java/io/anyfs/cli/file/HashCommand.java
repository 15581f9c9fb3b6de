package io.anyfs.cli.file;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import io.anyfs.text.JsonLine;
import io.anyfs.tree.Hash;
import io.anyfs.tree.HashAlgorithm;
import io.anyfs.tree.TreeHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs hash}. */
@Command(
        name = "hash",
        description = {
            "Print the hashes of files, in the format of sha256sum.",
            "With -r also of trees: one hash for all names, types, bytes and links below a directory."
        },
        footer = {
            "  anyfs hash local:/srv/image.iso",
            "  anyfs hash -a md5 *.txt | md5sum -c",
            "  anyfs hash -r src copy-of-src"
        })
public final class HashCommand extends Subcommand {

    @Parameters(arity = "1..*", paramLabel = "PLACE", description = "What to hash.")
    private List<String> places = new ArrayList<>();

    @Option(
            names = {"-a", "--algorithm"},
            paramLabel = "NAME",
            defaultValue = "sha256",
            description = "sha256 (if not given), sha512, sha384, sha224, sha1, md5 or crc32.")
    private String algorithmName = "sha256";

    @Option(
            names = {"-r", "--recursive"},
            description = "One hash for each directory with all below it.")
    private boolean recursive;

    @Option(names = "--json", description = "One JSON object for each.")
    private boolean json;

    @Mixin
    private ProgressOptions progressOptions = new ProgressOptions();

    /** The command in an environment. */
    public HashCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        HashAlgorithm algorithm = algorithm();
        forEach(places, text -> print(place(text), algorithm));
    }

    private void print(Place place, HashAlgorithm algorithm) throws IOException {
        Hash hash;
        try (var progress = progressOptions.show(terminal(), "hash")) {
            var info = place.stat();
            progress.expect(1, info.size());
            hash = recursive && info.isDirectory()
                    ? TreeHash.of(place.fileSystem(), place.path())
                            .by(algorithm)
                            .progress(progress)
                            .compute()
                    : Hash.of(place.fileSystem(), place.path(), algorithm, progress);
        }
        if (json) {
            terminal()
                    .print(JsonLine.readable()
                            .put("path", place.text())
                            .put("algorithm", algorithm.toString())
                            .put("hash", hash.hex()));
        } else {
            terminal().print(hash.hex() + "  " + place.text());
        }
    }

    private HashAlgorithm algorithm() {
        try {
            return HashAlgorithm.of(algorithmName);
        } catch (IllegalArgumentException unknown) {
            throw new UsageException(String.valueOf(unknown.getMessage()), unknown);
        }
    }
}
