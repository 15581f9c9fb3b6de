package io.anyfs.expose.ftp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolDecoderAdapter;
import org.apache.mina.filter.codec.ProtocolDecoderOutput;

/**
 * Cuts what a client sends into lines. A line ends in LF or CRLF, is UTF-8 (RFC 2640), and has at most
 * {@value #MAX_LINE} bytes; a CR elsewhere, a NUL and what is not UTF-8 make it malformed. Telnet commands, which some clients
 * send before ABOR (RFC 959 section 4.1.3), are dropped. One decoder for each connection.
 */
final class ControlLineDecoder extends ProtocolDecoderAdapter {

    static final int MAX_LINE = 8 * 1024;

    private static final int IAC = 0xff;
    private static final int SUBNEGOTIATION_END = 0xf0;
    private static final int WILL = 0xfb;

    private enum Telnet {
        TEXT,
        COMMAND,
        OPTION
    }

    private byte[] line = new byte[128];
    private int length;
    private Telnet telnet = Telnet.TEXT;
    private boolean overflown;

    boolean hasPartOfLine() {
        return length > 0 || telnet != Telnet.TEXT || overflown;
    }

    @Override
    public void decode(IoSession session, IoBuffer in, ProtocolDecoderOutput out) {
        while (in.hasRemaining() && !overflown) {
            accept(in.get() & 0xff, out);
        }
        in.position(in.limit());
    }

    private void accept(int b, ProtocolDecoderOutput out) {
        switch (telnet) {
            case TEXT -> text(b, out);
            case COMMAND -> {
                if (b >= WILL && b < IAC) {
                    telnet = Telnet.OPTION;
                } else {
                    telnet = Telnet.TEXT;
                    // The data mark travels as urgent data and can be lost on the way, then this is text already.
                    if (b < SUBNEGOTIATION_END) {
                        text(b, out);
                    }
                }
            }
            case OPTION -> telnet = Telnet.TEXT;
        }
    }

    private void text(int b, ProtocolDecoderOutput out) {
        if (b == IAC) {
            telnet = Telnet.COMMAND;
        } else if (b == '\n') {
            out.write(ended());
            length = 0;
        } else if (length == MAX_LINE) {
            overflown = true;
            line = new byte[0];
            out.write(new ControlInput.TooLong());
        } else {
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(MAX_LINE, 2 * length));
            }
            line[length++] = (byte) b;
        }
    }

    private ControlInput ended() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        for (int i = 0; i < end; i++) {
            if (line[i] == 0 || line[i] == '\r') {
                return new ControlInput.Malformed("A command must not contain NUL or CR");
            }
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, end))
                    .toString();
            return ControlInput.CommandLine.parse(text);
        } catch (CharacterCodingException notUtf8) {
            return new ControlInput.Malformed("A command must be UTF-8");
        }
    }
}
