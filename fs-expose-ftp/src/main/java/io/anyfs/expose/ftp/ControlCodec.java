package io.anyfs.expose.ftp;

import java.nio.charset.StandardCharsets;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.apache.mina.filter.codec.ProtocolDecoder;
import org.apache.mina.filter.codec.ProtocolEncoder;
import org.apache.mina.filter.codec.ProtocolEncoderAdapter;
import org.apache.mina.filter.codec.ProtocolEncoderOutput;
import org.jspecify.annotations.Nullable;

/** Bytes of the control connection to {@link ControlInput}, and {@link FtpReply} to bytes. */
final class ControlCodec implements ProtocolCodecFactory {

    private static final AttributeKey DECODER = new AttributeKey(ControlCodec.class, "decoder");

    private final ProtocolEncoder encoder = new ProtocolEncoderAdapter() {
        @Override
        public void encode(IoSession session, Object message, ProtocolEncoderOutput out) {
            out.write(IoBuffer.wrap(message.toString().getBytes(StandardCharsets.UTF_8)));
        }
    };

    @Override
    public ProtocolEncoder getEncoder(IoSession session) {
        return encoder;
    }

    /** One for each connection, which keeps the line that is not complete yet. Asked for again with each packet. */
    @Override
    public ProtocolDecoder getDecoder(IoSession session) {
        ControlLineDecoder decoder = decoder(session);
        if (decoder == null) {
            decoder = new ControlLineDecoder();
            session.setAttribute(DECODER, decoder);
        }
        return decoder;
    }

    /** Whether a part of a line has come, and its end not yet. */
    static boolean hasPartOfLine(IoSession session) {
        ControlLineDecoder decoder = decoder(session);
        return decoder != null && decoder.hasPartOfLine();
    }

    private static @Nullable ControlLineDecoder decoder(IoSession session) {
        return (ControlLineDecoder) session.getAttribute(DECODER);
    }
}
