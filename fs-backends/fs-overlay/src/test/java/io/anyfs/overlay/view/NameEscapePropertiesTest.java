package io.anyfs.overlay.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class NameEscapePropertiesTest {

    @Property(tries = 1_000)
    void every_stored_name_is_shown_and_reached(@ForAll("escapes") NameEscape escape, @ForAll("names") String stored) {
        assertEquals(stored, escape.stored(escape.shown(stored)));
        assertEquals(
                escape.shown(stored), FsPath.ROOT.child(escape.shown(stored)).name());
    }

    @Property(tries = 1_000)
    void every_name_is_stored_and_shown_again(@ForAll("escapes") NameEscape escape, @ForAll("names") String name) {
        assertEquals(name, escape.shown(escape.stored(name)));
        assertEquals(escape.stored(name), FsPath.ROOT.child(escape.stored(name)).name());
    }

    @Property(tries = 1_000)
    void every_name_is_stored_by_one_that_the_storage_can_have(
            @ForAll("escapes") NameEscape escape, @ForAll("names") String name) {
        Assume.that(!name.startsWith("%!"));
        assertTrue(escape.canHave(escape.stored(name)), () -> escape.stored(name));
    }

    @Property(tries = 200)
    void whatever_a_storage_holds_is_listed_and_reached_by_names_of_their_own(
            @ForAll("escapes") NameEscape escape, @ForAll("directories") Set<String> names) throws IOException {
        Backend memory = new MemoryBackend(MemoryOptions.DEFAULT);
        try (FileSystem storage = FileSystem.over(memory);
                FileSystem fs = FileSystem.over(new EscapedNamesBackend(memory, escape))) {
            for (String name : names) {
                storage.write("/" + name, name);
            }
            Set<String> read = new HashSet<>();
            for (FileInfo entry : fs.entries("/")) {
                assertEquals(entry, fs.lstat(entry.path()));
                read.add(fs.readString(entry.path().toString()));
            }
            assertEquals(names, read);
        }
    }

    @Provide
    Arbitrary<NameEscape> escapes() {
        return Arbitraries.of(
                NameEscape.NONE,
                NameEscape.WINDOWS,
                new NameEscape(false, ":"),
                new NameEscape(false, ".!~\u00fc\ud83d\ude00"),
                NameEscape.WINDOWS.withCharacters("!. \u6f22"));
    }

    /** Made of what means something to one of the escapes, so that it meets. */
    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> parts = Arbitraries.frequencyOf(
                Tuple.of(
                        20,
                        Arbitraries.of(
                                "%",
                                "%!",
                                "!",
                                ":",
                                "%3A",
                                "%3a",
                                "%25",
                                "25",
                                "2",
                                "5",
                                "A",
                                "a",
                                "%2F",
                                "%00",
                                "%2E",
                                "%20",
                                ".",
                                " ",
                                "CON",
                                "nul",
                                "%43ON",
                                "com1",
                                "\u00b9",
                                ".txt",
                                "\u00fc",
                                "%C3%BC",
                                "%C3",
                                "%BC",
                                "\ud83d\ude00",
                                "%F0%9F%98%80",
                                "\u6f22",
                                "\\",
                                "?",
                                "\u0001",
                                "%01",
                                "%41",
                                "%7E",
                                "~",
                                "$")),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(3)));
        return parts.list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(list -> String.join("", list))
                .filter(name -> isName(name));
    }

    @Provide
    Arbitrary<Set<String>> directories() {
        return names().set().ofMinSize(1).ofMaxSize(20);
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && !List.of(".", "..").contains(name)
                && name.indexOf('/') < 0
                && name.indexOf('\0') < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(name);
    }
}
