package io.anyfs.cli.file;

import io.anyfs.FileChangedException;
import io.anyfs.ReadHandle;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.text.Terminal;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/** Prints the bytes of files. */
final class FileBytes {

    private static final long CHUNK = 1 << 20;

    private FileBytes() {}

    static void print(Place file, Terminal terminal) throws IOException {
        try (ReadHandle in = file.fileSystem().openRead(file.path())) {
            WritableByteChannel out = terminal.bytes();
            long position = 0;
            while (position < in.size()) {
                long sent = in.transferTo(position, Math.min(CHUNK, in.size() - position), out);
                if (sent <= 0) {
                    throw new FileChangedException(file.text(), "it ended after " + position + " bytes");
                }
                position += sent;
            }
        }
    }
}
