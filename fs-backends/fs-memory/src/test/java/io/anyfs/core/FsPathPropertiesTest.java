package io.anyfs.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.anyfs.FsPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FsPathPropertiesTest {

    @Property
    void what_is_printed_parses_to_the_same_path(@ForAll("texts") String text) {
        FsPath path = parsed(text);
        if (path != null) {
            FsPath again = FsPath.of(path.toString());
            assertEquals(path, again);
            assertEquals(path.toString(), again.toString());
            assertEquals(path.hashCode(), again.hashCode());
            assertEquals(0, path.compareTo(again));
        }
    }

    @Property
    void a_parsed_path_is_normalized(@ForAll("texts") String text) {
        FsPath path = parsed(text);
        if (path != null) {
            for (String name : path) {
                assertFalse(name.isEmpty() || name.equals(".") || name.equals("..") || name.contains("/"), text);
            }
            byte[] utf8 = path.toString().getBytes(StandardCharsets.UTF_8);
            assertEquals(path.toString(), new String(utf8, StandardCharsets.UTF_8));
        }
    }

    @Property
    void names_build_the_path_again(@ForAll("names") List<String> names) {
        FsPath path = FsPath.ROOT;
        for (String name : names) {
            path = path.child(name);
        }
        assertEquals(names, path.names());
        assertEquals(names.size(), path.depth());
        assertEquals(path, FsPath.of("/" + String.join("/", names)));
        FsPath up = path;
        for (int i = names.size(); i > 0; i--) {
            assertEquals(names.get(i - 1), up.name());
            up = up.parentOrRoot();
        }
        assertEquals(FsPath.ROOT, up);
    }

    @Property
    void from_undoes_under(@ForAll("names") List<String> names, @ForAll("names") List<String> directoryNames) {
        FsPath path = FsPath.of("/" + String.join("/", names));
        FsPath directory = FsPath.of("/" + String.join("/", directoryNames));
        assertEquals(path, path.under(directory).from(directory));
        List<String> joined = new ArrayList<>(directoryNames);
        joined.addAll(names);
        assertEquals(joined, path.under(directory).names());
    }

    @Property
    void the_order_is_that_of_the_names(@ForAll("names") List<String> one, @ForAll("names") List<String> other) {
        int order = FsPath.of("/" + String.join("/", one)).compareTo(FsPath.of("/" + String.join("/", other)));
        assertEquals(Integer.signum(compare(one, other)), Integer.signum(order));
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    private static FsPath parsed(String text) {
        try {
            return FsPath.of(text);
        } catch (InvalidPathException refused) {
            return null;
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "/", "/", "//", ".", "..", "a", "b", "é", "\uD83D\uDE00", " ", "%2F", "\0", "\uD83D", "...");
        return pieces.list().ofMaxSize(12).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(6)
                .withChars("abc.! ~%\\é\u00ff\ufb01-")
                .filter(name -> !name.equals(".") && !name.equals(".."))
                .list()
                .ofMaxSize(5);
    }
}
