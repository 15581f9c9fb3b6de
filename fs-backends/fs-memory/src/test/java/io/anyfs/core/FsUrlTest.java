package io.anyfs.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsUrl;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FsUrlTest {

    @Test
    void all_parts_are_told_apart() {
        FsUrl url = FsUrl.parse("SFTP://bob:s3cret@example.org:2222/home/bob?strict=yes&x");
        assertEquals("sftp", url.scheme());
        assertEquals("bob", url.user());
        assertEquals("s3cret", url.password());
        assertEquals("example.org", url.host());
        assertEquals(2222, url.port());
        assertEquals("/home/bob", url.path());
        assertEquals(Map.of("strict", "yes", "x", "true"), url.parameters());
    }

    @Test
    void parts_that_are_not_there_are_absent() {
        FsUrl url = FsUrl.parse("mem:");
        assertNull(url.user());
        assertNull(url.password());
        assertEquals("", url.host());
        assertEquals(-1, url.port());
        assertEquals("", url.path());
        assertEquals(Map.of(), url.parameters());
        assertEquals("/srv", FsUrl.parse("file:///srv").path());
        assertEquals("data", FsUrl.parse("local:data").path());
        assertEquals("[::1]", FsUrl.parse("sftp://[::1]:22/").host());
    }

    @Test
    void percent_encoding_is_decoded_once() {
        assertEquals("/a b%20c", FsUrl.parse("local:/a%20b%2520c").path());
        assertEquals("/\u00e9", FsUrl.parse("local:/%C3%A9").path());
        assertEquals("/a+b#c", FsUrl.parse("local:/a+b#c").path());
        assertEquals("/a?b", FsUrl.parse("local:/a%3Fb").path());
        assertEquals("a&b", FsUrl.parse("mem:?p=a%26b").parameters().get("p"));
        assertEquals("p@ss:w", FsUrl.parse("ftp://u:p%40ss%3Aw@h/").password());
    }

    @ParameterizedTest
    @ValueSource(strings = {"local:/%", "local:/%2", "local:/%zz", "local:/%ff%fe", "local:/a%C3"})
    void broken_percent_encoding_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> FsUrl.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/srv/data", "1x:/a", ":x", "sftp://h:99999/", "sftp://h:123456/"})
    void what_is_no_url_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> FsUrl.parse(text));
    }

    @Test
    void a_refusal_repeats_no_secret() {
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> FsUrl.parse("sftp://bob:s3cret@host:port:22/x"));
        assertFalse(failure.getMessage().contains("s3cret"), failure.getMessage());
        failure = assertThrows(IllegalArgumentException.class, () -> FsUrl.parse("sftp://bob:s3cret%@host/x"));
        assertFalse(failure.getMessage().contains("s3cret"), failure.getMessage());
        failure = assertThrows(IllegalArgumentException.class, () -> FsUrl.parse("sftp://bob:s3/cret@host/x"));
        assertFalse(failure.getMessage().contains("cret"), failure.getMessage());
    }

    @Test
    void printing_hides_passwords_and_secret_parameters() {
        String printed = FsUrl.parse(
                        "s3://id:s3cret@host/b?secretKey=s3cret&access_token=s3cret&Password=s3cret&sig=1&region=eu")
                .toString();
        assertFalse(printed.contains("s3cret"), printed);
        assertTrue(printed.startsWith("s3://id:***@host/b?"), printed);
        assertTrue(printed.endsWith("region=eu"), printed);
    }

    @Test
    void a_url_without_secrets_prints_as_one_that_parses_to_the_same() {
        for (String text : new String[] {"mem:", "local:/a%20b%25%3F", "sftp://bob@h:22/x?a=1&b=2", "file:/x#y"}) {
            FsUrl url = FsUrl.parse(text);
            FsUrl again = FsUrl.parse(url.toString());
            assertEquals(url.path(), again.path());
            assertEquals(url.host(), again.host());
            assertEquals(url.user(), again.user());
            assertEquals(url.parameters(), again.parameters());
        }
    }

    @Test
    void a_path_given_by_code_is_taken_literally() {
        assertEquals("/100%25", FsUrl.of("local", "/100%25").path());
        assertEquals(
                "/100%25", FsUrl.parse(FsUrl.of("local", "/100%25").toString()).path());
        assertEquals("/y%", FsUrl.parse("local:/x").withPath("/y%").path());
    }
}
