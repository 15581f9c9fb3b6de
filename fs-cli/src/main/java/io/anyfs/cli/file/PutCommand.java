package io.anyfs.cli.file;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.UsageException;
import io.anyfs.cli.text.TransferProgress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code anyfs put}. */
@Command(
        name = "put",
        description = {
            "Copy local files, and with -r directories, into a storage; - is standard input.",
            "The file appears when it is whole: standard input is published when it ends."
        },
        footer = {
            "  anyfs put *.jpg local:/srv/photos",
            "  pg_dump shop | anyfs put - local:/backup/shop.sql --if-exists replace"
        })
public final class PutCommand extends TransferCommand {

    private static final int CHUNK = 256 * 1024;

    @Parameters(
            arity = "1..*",
            paramLabel = "LOCAL… TARGET",
            hideParamSyntax = true,
            description = "Local paths or -, one or more, and then where to.")
    private List<String> places = List.of();

    /** The command in an environment. */
    public PutCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        List<String> sources = Targets.sourcesIn(places);
        Place target = place(places.get(places.size() - 1));
        if (sources.contains("-") && sources.size() > 1) {
            throw new UsageException("- (standard input) must be the only source");
        }
        transfer("put", sources, (text, progress) -> {
            if (text.equals("-")) {
                putInput(target, progress);
            } else {
                Place source = places().local(text);
                copy(source, copying().targetOf(source, target, sources), progress);
            }
        });
    }

    private void putInput(Place target, TransferProgress progress) throws IOException {
        FsPath path = target.path();
        WriteOptions options = switch (copying().ifExists) {
            case FAIL -> WriteOptions.createNew();
            case REPLACE -> WriteOptions.replace();
            case SKIP, OLDER ->
                throw new UsageException(
                        "standard input has no time and is not skipped; use --if-exists fail or replace");
        };
        ReadableByteChannel in = terminal().input();
        try (WriteHandle out =
                target.fileSystem().openWrite(path, copying().parents ? options.creatingParents() : options)) {
            progress.started(path);
            ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
            while (read(in, buffer) >= 0) {
                buffer.flip();
                int bytes = buffer.remaining();
                out.write(buffer);
                progress.transferred(bytes);
                buffer.clear();
            }
            FileInfo written = out.commit();
            progress.finished(path);
            summary().addFile(written.size());
        }
    }

    private static int read(ReadableByteChannel input, ByteBuffer buffer) throws IOException {
        try {
            return input.read(buffer);
        } catch (ClosedChannelException interrupted) {
            throw interrupted;
        } catch (IOException failure) {
            throw new IOException("cannot read standard input: " + failure.getMessage(), failure);
        }
    }
}
