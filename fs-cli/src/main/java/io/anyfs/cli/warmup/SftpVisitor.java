package io.anyfs.cli.warmup;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelSubsystem;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** Does over SFTP what OpenSSH's client does when it puts, lists and gets a directory. */
final class SftpVisitor implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    // draft-ietf-secsh-filexfer-02, section 3.
    private static final int INIT = 1;
    private static final int OPEN = 3;
    private static final int CLOSE = 4;
    private static final int READ = 5;
    private static final int WRITE = 6;
    private static final int LSTAT = 7;
    private static final int FSETSTAT = 10;
    private static final int OPENDIR = 11;
    private static final int READDIR = 12;
    private static final int REMOVE = 13;
    private static final int MKDIR = 14;
    private static final int REALPATH = 16;
    private static final int STAT = 17;
    private static final int STATUS = 101;
    private static final int HANDLE = 102;

    private static final int NO_ATTRIBUTES = 0;
    private static final int PERMISSIONS = 4;
    private static final int FOR_READING = 1;
    private static final int FOR_WRITING = 2 + 8 + 16;
    private static final int BLOCK = 32 << 10;
    private static final int AT_ONCE = 64;

    private final SshClient client;
    private final OutputStream out;
    private final DataInputStream in;
    private int lastId;

    private SftpVisitor(SshClient client, ChannelSubsystem channel) {
        this.client = client;
        this.out = channel.getInvertedIn();
        this.in = new DataInputStream(channel.getInvertedOut());
    }

    /** Logs in. The connection is closed if that fails. */
    static SftpVisitor login(int port, String cipher, String user, String password) throws IOException {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setCipherFactories(List.of(BuiltinCiphers.resolveFactory(cipher)));
        boolean complete = false;
        try {
            client.start();
            ClientSession session =
                    client.connect(user, "127.0.0.1", port).verify(PATIENCE).getSession();
            session.addPasswordIdentity(password);
            session.auth().verify(PATIENCE);
            ChannelSubsystem channel = session.createSubsystemChannel("sftp");
            channel.open().verify(PATIENCE);
            SftpVisitor visitor = new SftpVisitor(client, channel);
            visitor.send(INIT, 3, fields -> {});
            visitor.receive();
            complete = true;
            return visitor;
        } finally {
            if (!complete) {
                client.close(true);
            }
        }
    }

    /** Makes a directory with so many small files and a big one, and gets them all. */
    void visit(String directory, int files, int big) throws IOException {
        ask(REALPATH, fields -> fields.putString("."));
        ask(MKDIR, fields -> {
            fields.putString(directory);
            fields.putUInt(NO_ATTRIBUTES);
        });
        byte[] small = new byte[4096];
        for (int i = 0; i < files; i++) {
            put(directory + "/" + i, small, 1);
        }
        put(directory + "/big", new byte[BLOCK], big / BLOCK);
        list(directory);
        for (int i = 0; i < files; i++) {
            String file = directory + "/" + i;
            ask(LSTAT, fields -> fields.putString(file));
            get(file, 1);
        }
        get(directory + "/big", big / BLOCK);
        ask(REMOVE, fields -> fields.putString(directory + "/big"));
    }

    private void put(String file, byte[] block, int blocks) throws IOException {
        byte[] handle = open(file, FOR_WRITING);
        for (int i = 0; i < blocks; i++) {
            long offset = (long) i * block.length;
            if (i >= AT_ONCE) {
                receive();
            }
            send(WRITE, ++lastId, fields -> {
                fields.putBytes(handle);
                fields.putLong(offset);
                fields.putBytes(block);
            });
        }
        receive(Math.min(blocks, AT_ONCE));
        ask(FSETSTAT, fields -> {
            fields.putBytes(handle);
            fields.putUInt(PERMISSIONS);
            fields.putUInt(0644);
        });
        ask(CLOSE, fields -> fields.putBytes(handle));
    }

    private void get(String file, int blocks) throws IOException {
        ask(STAT, fields -> fields.putString(file));
        byte[] handle = open(file, FOR_READING);
        for (int i = 0; i <= blocks; i++) {
            long offset = (long) i * BLOCK;
            if (i >= AT_ONCE) {
                receive();
            }
            send(READ, ++lastId, fields -> {
                fields.putBytes(handle);
                fields.putLong(offset);
                fields.putUInt(BLOCK);
            });
        }
        receive(Math.min(blocks + 1, AT_ONCE));
        ask(CLOSE, fields -> fields.putBytes(handle));
    }

    private void list(String directory) throws IOException {
        byte[] handle = handle(ask(OPENDIR, fields -> fields.putString(directory)));
        Reply reply;
        do {
            reply = ask(READDIR, fields -> fields.putBytes(handle));
        } while (reply.type() != STATUS);
        ask(CLOSE, fields -> fields.putBytes(handle));
    }

    private byte[] open(String file, int flags) throws IOException {
        return handle(ask(OPEN, fields -> {
            fields.putString(file);
            fields.putUInt(flags);
            fields.putUInt(NO_ATTRIBUTES);
        }));
    }

    private static byte[] handle(Reply reply) throws IOException {
        if (reply.type() != HANDLE) {
            throw new IOException("a reply of type " + reply.type() + " instead of a handle");
        }
        return reply.fields().getBytes();
    }

    /** What is behind the identifier of a reply. */
    private record Reply(int type, Buffer fields) {}

    private Reply ask(int type, Consumer<Buffer> fields) throws IOException {
        send(type, ++lastId, fields);
        return receive();
    }

    private void send(int type, int id, Consumer<Buffer> fields) throws IOException {
        Buffer packet = new ByteArrayBuffer();
        packet.putUInt(0);
        packet.putByte((byte) type);
        packet.putUInt(id);
        fields.accept(packet);
        int end = packet.wpos();
        packet.wpos(0);
        packet.putUInt(end - Integer.BYTES);
        packet.wpos(end);
        out.write(packet.array(), 0, end);
        out.flush();
    }

    private void receive(int replies) throws IOException {
        for (int i = 0; i < replies; i++) {
            receive();
        }
    }

    private Reply receive() throws IOException {
        byte[] reply = in.readNBytes(in.readInt());
        return new Reply(reply[0], new ByteArrayBuffer(reply, 5, reply.length - 5));
    }

    @Override
    public void close() {
        client.stop();
    }
}
