package io.anyfs.it.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.expose.sftp.SftpServer;
import io.anyfs.it.wire.SftpClientBackend;
import io.anyfs.it.wire.SshConnection;
import io.anyfs.spi.Backend;
import io.anyfs.tck.Deviation;
import io.anyfs.tck.subject.Requires;
import java.io.IOException;
import java.util.Objects;
import net.schmizz.sshj.SSHClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract through client, SFTP server and storage. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SftpContract extends WireContract {

    private FileSystem served;
    private SftpServer server;
    private SSHClient reader;
    private SSHClient writer;

    SftpContract(ServedStorage storage) {
        super(storage);
    }

    @BeforeAll
    void startServerAndLogIn() throws IOException {
        served = openStorage();
        server = SftpServer.builder(served).user(USER, PASSWORD).port(0).start();
        int port = server.address().getPort();
        reader = SshConnection.logIn("127.0.0.1", port, USER, PASSWORD);
        writer = SshConnection.logIn("127.0.0.1", port, USER, PASSWORD);
    }

    @AfterAll
    void logOutAndStopServer() throws IOException {
        reader.close();
        writer.close();
        server.close();
        served.close();
    }

    @Override
    FileSystem served() {
        return served;
    }

    @Override
    Backend client() throws IOException {
        Capabilities storage = served.capabilities();
        return new SftpClientBackend(
                reader, writer, storage.has(Capability.UPDATE) && storage.has(Capability.RANDOM_WRITE));
    }

    @Test
    @Requires({Capability.HARD_LINKS, Capability.WRITE, Capability.SET_MODE})
    @Override
    @Deviation("Version 3 of the protocol tells it to people only, in the lines of a listing.")
    public void each_name_is_counted() throws IOException {
        given().write("/f", "abc");
        fs().createHardLink(FsPath.of("/g"), FsPath.of("/f"));
        assertEquals(1, Objects.requireNonNull(fs().stat("/g").posix()).links());
    }
}
