package io.anyfs.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.IfExists;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingValuesTest {

    private static final List<Setting> SETTINGS = List.of(
            Setting.of("maxBytes", Setting.Type.BYTES, "how many bytes"),
            Setting.of("files", Setting.Type.NUMBER, "how many files").withStandard("10"),
            Setting.of("ratio", Setting.Type.DECIMAL, "a part"),
            Setting.of("patience", Setting.Type.DURATION, "how long"),
            Setting.of("quiet", Setting.Type.FLAG, "no words"),
            Setting.choice("existing", "what happens to what is there", "fail", "replace"),
            Setting.of("hide", Setting.Type.LIST, "patterns"),
            Setting.of("key", Setting.Type.SECRET, "the key"));

    private static SettingValues values(String name, String... written) {
        return SettingValues.of("quota", SETTINGS, Map.of(name, List.of(written)));
    }

    private static String refusal(String name, String... written) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> values(name, written))
                .getMessage());
    }

    @Test
    void values_are_read_as_what_they_are() {
        assertEquals(64 << 20, values("maxBytes", "64MiB").bytes("maxBytes", 0));
        assertEquals(7, values("files", "7").number("files", 0));
        assertEquals(0.25, values("ratio", "0.25").decimal("ratio", 1));
        assertTrue(values("quiet", "true").flag("quiet"));
        assertEquals(IfExists.REPLACE, values("existing", "replace").choice("existing", IfExists.class));
        assertEquals(List.of("*.tmp", "a b"), values("hide", "*.tmp", "a b").list("hide"));
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "30s, 30000", "5m, 300000", "12h, 43200000", "7d, 604800000", "1 s, 1000"})
    void spans_of_time_have_a_unit(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), values("patience", text).duration("patience"));
    }

    @Test
    void what_is_not_written_is_what_is_standard_or_the_callers_choice() {
        SettingValues nothing = SettingValues.of("quota", SETTINGS, Map.of());
        assertEquals(10, nothing.number("files", 5));
        assertEquals(5, nothing.bytes("maxBytes", 5));
        assertNull(nothing.duration("patience"));
        assertFalse(nothing.flag("quiet"));
        assertEquals(List.of(), nothing.list("hide"));
        assertFalse(nothing.has("files"));
    }

    @Test
    void a_misspelt_setting_is_refused_with_the_one_that_was_meant() {
        assertEquals("quota knows no setting 'maxBites'; did you mean maxBytes?", refusal("maxBites", "1"));
        assertEquals("quota knows no setting 'MAXBYTES'; did you mean maxBytes?", refusal("MAXBYTES", "1"));
        assertTrue(refusal("colour", "1").contains("it knows maxBytes, files"), refusal("colour", "1"));
    }

    @ParameterizedTest
    @CsvSource({
        "maxBytes, lots",
        "files, -1",
        "ratio, .5",
        "patience, 5",
        "patience, 999999999999999d",
        "quiet, yes",
        "existing, replase",
        "key, swordfish",
        "key, env:"
    })
    void a_value_of_another_type_is_refused(String name, String text) {
        String message = refusal(name, text);
        assertTrue(message.startsWith("quota: " + name + " "), message);
    }

    @Test
    void a_misspelt_choice_is_refused_with_the_one_that_was_meant() {
        assertTrue(refusal("existing", "replase").endsWith("did you mean replace?"), refusal("existing", "replase"));
    }

    @Test
    void a_setting_that_is_no_list_takes_one_value() {
        assertEquals("quota: files takes one value", refusal("files", "1", "2"));
    }

    @Test
    void a_required_setting_cannot_be_left_out() {
        List<Setting> settings =
                List.of(Setting.of("key", Setting.Type.SECRET, "the key").asRequired());
        IllegalArgumentException missing =
                assertThrows(IllegalArgumentException.class, () -> SettingValues.of("crypt", settings, Map.of()));
        assertEquals("crypt needs key: the key", missing.getMessage());
    }

    @Test
    void a_secret_comes_from_where_it_is_kept(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("key"), "sword fish\n");
        assertEquals("sword fish", values("key", "file:" + file).secret("key"));
        assertEquals("sword", values("key", "value:sword").secret("key"));
        assertEquals(System.getenv("PATH"), values("key", "env:PATH").secret("key"));
        assertThrows(
                NoSuchFileException.class,
                () -> values("key", "file:" + file + "x").secret("key"));
        IOException unset = assertThrows(
                IOException.class, () -> values("key", "env:ANYFS_NOT_SET").secret("key"));
        assertTrue(unset.getMessage().contains("ANYFS_NOT_SET"), unset.getMessage());
    }

    @Test
    void no_message_and_no_text_holds_a_secret() {
        assertFalse(refusal("key", "swordfish").contains("swordfish"));
        assertFalse(values("key", "value:swordfish").toString().contains("swordfish"));
    }
}
