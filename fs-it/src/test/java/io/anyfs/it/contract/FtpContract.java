package io.anyfs.it.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.expose.ftp.FtpServer;
import io.anyfs.it.wire.FtpClientBackend;
import io.anyfs.spi.Backend;
import io.anyfs.tck.Deviation;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Race;
import io.anyfs.tck.subject.Race.Outcome;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract through client, FTP server and storage. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FtpContract extends WireContract {

    private static final String NOT_NEW =
            "STOR has no word for \"only if it is new\": several may win, and the file is one of theirs, " + "whole.";

    private FileSystem served;
    private FtpServer server;

    FtpContract(ServedStorage storage) {
        super(storage);
    }

    @BeforeAll
    void startServer() throws IOException {
        served = openStorage();
        server = FtpServer.builder(served).user(USER, PASSWORD).port(0).start();
    }

    @AfterAll
    void stopServer() throws IOException {
        server.close();
        served.close();
    }

    @Override
    FileSystem served() {
        return served;
    }

    @Override
    Backend client() throws IOException {
        return FtpClientBackend.logIn("127.0.0.1", server.address().getPort(), USER, PASSWORD);
    }

    // ---------------------------------------------------------------- what FTP cannot keep

    @Test
    @Override
    @Requires(Capability.WRITE)
    @Deviation("STOR has no word for \"only if it is new\": the client looks before it begins, and what appears "
            + "under way is replaced, by the whole of its file.")
    public void a_new_file_that_somebody_else_created_meanwhile_is_refused_at_the_commit() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.createNew())) {
            out.write(content(Size.CHUNK_PLUS_ONE));
            given().write("/f", "first");
            out.commit();
        }
        assertContent(content(Size.CHUNK_PLUS_ONE), "/f");
    }

    @Test
    @Override
    @Requires(Capability.WRITE)
    @Deviation(NOT_NEW)
    public void of_many_that_create_the_same_file_exactly_one_wins() throws Exception {
        List<Outcome<Integer>> outcomes = Race.run(RACERS, number -> {
            fs().write("/f", WriteOptions.createNew(), out -> out.write(Content.sealed(2000, number)));
            return number;
        });
        assertOneOfTheWinners(outcomes);
    }

    @Test
    @Override
    @Requires(Capability.WRITE)
    @Deviation(NOT_NEW)
    public void of_many_that_commit_the_same_new_file_exactly_one_wins() throws Exception {
        List<WriteHandle> handles = new ArrayList<>();
        for (int number = 0; number < RACERS; number++) {
            WriteHandle handle = fs().openWrite("/f", WriteOptions.createNew());
            handle.write(Content.sealed(2000, number));
            handles.add(handle);
        }
        List<Outcome<Integer>> outcomes = Race.run(RACERS, number -> {
            handles.get(number).commit();
            return number;
        });
        Race.assertAllSucceeded(outcomes);
        assertOneOfTheWinners(outcomes);
    }

    private void assertOneOfTheWinners(List<Outcome<Integer>> outcomes) throws IOException {
        byte[] bytes = fs().readBytes("/f");
        assertTrue(outcomes.stream()
                .filter(Outcome::succeeded)
                .anyMatch(winner -> Arrays.equals(Content.sealed(2000, winner.value()), bytes)));
        for (Outcome<Integer> outcome : outcomes) {
            if (!outcome.succeeded()) {
                assertEquals(ErrorKind.ALREADY_EXISTS, ErrorKind.of(outcome.failure()));
            }
        }
    }
}
