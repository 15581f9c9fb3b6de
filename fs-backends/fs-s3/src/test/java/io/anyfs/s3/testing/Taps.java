package io.anyfs.s3.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.IntConsumer;

/** Streams that a body passes on its way. */
final class Taps {

    private Taps() {}

    /** Thrown where a body is to be cut. */
    static final class Cut extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Tells how many bytes pass, before they do. */
    static OutputStream counting(OutputStream out, IntConsumer count) {
        return new Tap(out) {
            @Override
            public void write(byte[] block, int offset, int length) throws IOException {
                count.accept(length);
                out.write(block, offset, length);
            }
        };
    }

    /** Lets so many bytes pass and then throws {@link Cut}. */
    static OutputStream cutting(OutputStream out, long after) {
        return new Tap(out) {
            private long left = after;

            @Override
            public void write(byte[] block, int offset, int length) throws IOException {
                int passing = (int) Math.min(left, length);
                out.write(block, offset, passing);
                left -= passing;
                if (passing < length) {
                    out.flush();
                    throw new Cut();
                }
            }
        };
    }

    /** Inverts the byte at this position. */
    static OutputStream corrupting(OutputStream out, long at) {
        return new Tap(out) {
            private long position;

            @Override
            public void write(byte[] block, int offset, int length) throws IOException {
                if (position <= at && at < position + length) {
                    block[offset + (int) (at - position)] ^= (byte) 0xFF;
                }
                position += length;
                out.write(block, offset, length);
            }
        };
    }

    /**
     * Swallows everything after a failed write. A server that refuses an upload early may stop reading, but has
     * answered: the rest is read from the client so that it comes to read that.
     */
    static OutputStream forgiving(OutputStream out) {
        return new Tap(out) {
            private boolean broken;

            @Override
            public void write(byte[] block, int offset, int length) {
                attempt(() -> out.write(block, offset, length));
            }

            @Override
            public void flush() {
                attempt(out::flush);
            }

            private void attempt(Step step) {
                if (!broken) {
                    try {
                        step.run();
                    } catch (IOException e) {
                        broken = true;
                    }
                }
            }
        };
    }

    private interface Step {
        void run() throws IOException;
    }

    private abstract static class Tap extends OutputStream {

        private final OutputStream next;

        Tap(OutputStream next) {
            this.next = next;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public abstract void write(byte[] block, int offset, int length) throws IOException;

        @Override
        public void flush() throws IOException {
            next.flush();
        }
    }
}
