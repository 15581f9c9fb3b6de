package io.anyfs.cli.text;

import io.anyfs.text.Escapes;
import io.anyfs.text.JsonLine;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and prints: the three standard streams, and which of them are a terminal. Safe for use by many
 * threads.
 */
public final class Terminal {

    private static final int BUFFER = 32 * 1024;

    private final Supplier<ReadableByteChannel> input;
    private final OutputStream out;
    private final PrintStream err;
    private final Charset charset;
    private final boolean showsOut;
    private final boolean showsErr;
    private final int width;

    private Terminal(
            Supplier<ReadableByteChannel> input,
            OutputStream out,
            PrintStream err,
            Charset charset,
            boolean showsOut,
            boolean showsErr,
            int width) {
        this.input = input;
        this.out = out;
        this.err = err;
        this.charset = charset;
        this.showsOut = showsOut;
        this.showsErr = showsErr;
        this.width = width;
    }

    /**
     * The streams of the process. Whether they are terminals the launcher says, by the system properties
     * {@code anyfs.terminal} (which of the descriptors 1 and 2 are) and {@code anyfs.columns}: Java itself cannot tell them
     * apart.
     */
    public static Terminal ofProcess() {
        String shown = System.getProperty("anyfs.terminal", "");
        Charset charset = charset();
        return new Terminal(
                // A channel, because a read from it can be interrupted.
                () -> new FileInputStream(FileDescriptor.in).getChannel(),
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
                charset,
                shown.contains("1"),
                shown.contains("2"),
                Integer.getInteger("anyfs.columns", 80));
    }

    /** Streams that are no terminal, in UTF-8. */
    public static Terminal of(ReadableByteChannel input, OutputStream out, OutputStream err) {
        return new Terminal(
                () -> input,
                new BufferedOutputStream(out, BUFFER),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                false,
                false,
                80);
    }

    /** The same streams, taken for a terminal of so many columns. */
    public Terminal shown(int columns) {
        return new Terminal(input, out, err, charset, true, true, columns);
    }

    /** Whether somebody watches the standard error, so that progress is worth showing. */
    public boolean isWatched() {
        return showsErr;
    }

    /** Whether what is printed is seen, and not piped. */
    public boolean isSeen() {
        return showsOut;
    }

    /** The columns of the terminal. */
    public int width() {
        return width;
    }

    /** What the standard streams are encoded in. */
    public Charset encoding() {
        return charset;
    }

    /** Standard input. */
    public ReadableByteChannel input() {
        return input.get();
    }

    /**
     * Prints a line. A newline or an escape sequence in a name reaches a file or a pipe as it is, and a terminal escaped.
     *
     * @throws OutputClosedException if nobody reads any more
     */
    public void print(String line) throws IOException {
        write(((showsOut ? Escapes.forTerminal(line) : line) + '\n').getBytes(charset));
        if (showsOut) {
            flush();
        }
    }

    /** Prints an object on a line, in UTF-8 whatever the terminal has. */
    public void print(JsonLine object) throws IOException {
        write((object.toString() + '\n').getBytes(StandardCharsets.UTF_8));
    }

    /** Prints a name as it is, ended by a NUL, as {@code xargs -0} wants it. */
    public void printWithNul(String name) throws IOException {
        write((name + '\0').getBytes(charset));
    }

    /** Prints a text of many lines as it is. */
    public void printText(String text) throws IOException {
        write(text.getBytes(charset));
    }

    /** Standard output for bytes. Closing it does nothing. */
    public WritableByteChannel bytes() {
        return Channels.newChannel(new Bytes());
    }

    /** Standard error, for what is drawn again and again. */
    public PrintStream drawing() {
        return err;
    }

    /** Prints a line for the human, not for the pipe. */
    public void tell(String line) {
        try {
            flush();
        } catch (IOException closed) {
            // Who does not read the output may still read this.
        }
        err.println(Escapes.forTerminal(line));
        err.flush();
    }

    /** Asks somebody at a terminal, who does not see what they type; {@code null} if nobody is there, or nothing is typed. */
    public @Nullable String askSecretly(String question) {
        Console console = showsErr ? System.console() : null;
        char[] typed = console == null ? null : console.readPassword("%s", question);
        return typed == null ? null : new String(typed);
    }

    /** Hands over all that was printed. */
    public void flush() throws IOException {
        synchronized (out) {
            try {
                out.flush();
            } catch (IOException closed) {
                throw new OutputClosedException(closed);
            }
        }
    }

    private void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        synchronized (out) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException closed) {
                throw new OutputClosedException(closed);
            }
        }
    }

    private static Charset charset() {
        String name = System.getProperty("native.encoding", "UTF-8");
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    private final class Bytes extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Terminal.this.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            Terminal.this.flush();
        }
    }
}
