package com.example.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.junit.MountedFs;
import io.anyfs.junit.ServedOver;
import io.anyfs.served.ServedAddress;
import io.anyfs.served.ServedProtocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MainTest {

    private static final String OUTPUT = """
            /reports/2026-q1.csv has 20 bytes
            /reports/2026-q2.csv has 10 bytes
            the database went away; 2026-q2 is as it was: apples;90
            """;

    @Test
    void publishes_in_memory() throws IOException {
        assertEquals(OUTPUT, outputOf());
    }

    @Test
    @MountedFs
    @ServedOver(ServedProtocol.S3)
    void publishes_in_a_bucket(FileSystem bucket, ServedAddress.S3 s3) throws IOException {
        System.setProperty("aws.accessKeyId", s3.accessKey());
        System.setProperty("aws.secretAccessKey", s3.secretKey());
        try {
            assertEquals(OUTPUT, outputOf(s3.url().toString()));
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
        assertEquals("apples;120\npears;80\n", bucket.readString("/reports/2026-q1.csv"));
    }

    @Test
    void the_readme_shows_the_output() throws IOException {
        assertTrue(Files.readString(Path.of("README.md")).contains("\n" + OUTPUT + "```"));
    }

    private static String outputOf(String... arguments) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            Main.main(arguments);
        } finally {
            System.setOut(before);
        }
        return output.toString(StandardCharsets.UTF_8);
    }
}
