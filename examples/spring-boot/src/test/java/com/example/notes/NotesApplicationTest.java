package com.example.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.anyfs.FileSystem;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class NotesApplicationTest {

    private static final String WRITTEN = """
            {"name":"milk.txt","bytes":9}""";

    @Autowired
    private RestTestClient http;

    @Autowired
    private FileSystem storage;

    @LocalServerPort
    private int port;

    @AfterEach
    void removeTheNote() throws IOException {
        if (storage.exists("/milk.txt")) {
            storage.delete("/milk.txt");
        }
    }

    @Test
    void a_note_is_written_listed_read_and_deleted() throws IOException {
        http.put()
                .uri("/notes/milk.txt")
                .body("2 litres\n")
                .exchange()
                .expectBody(String.class)
                .isEqualTo(WRITTEN);
        assertThat(storage.readString("/milk.txt")).isEqualTo("2 litres\n");
        http.get().uri("/notes").exchange().expectBody(String.class).isEqualTo("[" + WRITTEN + "]");
        http.get().uri("/notes/milk.txt").exchange().expectBody(String.class).isEqualTo("2 litres\n");
        http.delete().uri("/notes/milk.txt").exchange().expectStatus().isNoContent();
        assertThat(storage.entries("/")).isEmpty();
        assertThat(storage.openResources()).isEmpty();
    }

    @Test
    void the_readme_shows_what_is_told() throws IOException {
        assertThat(Path.of("README.md")).content().contains(WRITTEN + "\n[" + WRITTEN + "]\n2 litres\n```");
    }

    @Test
    void a_note_that_is_missing_is_told() {
        http.get().uri("/notes/none").exchange().expectStatus().isNotFound();
        http.delete().uri("/notes/none").exchange().expectStatus().isNotFound();
    }

    @Test
    void a_client_that_goes_away_leaves_the_note_as_it_was() throws IOException {
        storage.write("/milk.txt", "2 litres");
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = client.getOutputStream();
            out.write("PUT /notes/milk.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n3 lit"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            client.shutdownOutput();
            // What the server says about it, if anything, is not heard before it has given up the request.
            client.getInputStream().readAllBytes();
        }
        assertThat(storage.readString("/milk.txt")).isEqualTo("2 litres");
    }
}
