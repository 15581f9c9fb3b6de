package io.anyfs.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.spec.content.Content;
import io.anyfs.spec.content.Entry;
import io.anyfs.spec.content.FileTree;
import io.anyfs.spec.content.Source;
import io.anyfs.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpecReaderTest {

    @TempDir
    private Path directory;

    private static List<String> problems(String yaml) {
        SpecException failure = assertThrows(SpecException.class, () -> Spec.parse(yaml));
        return failure.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void the_shortest_spec_is_a_url() {
        assertEquals(Spec.of(SpecNode.storage("mem:")), Spec.parse("anyfs: 1\nroot: 'mem:'\n"));
    }

    @Test
    void files_are_read_in_all_their_forms() {
        Spec spec = Spec.parse("""
                anyfs: 1
                root:
                  url: "mem:"
                  files:
                    /text: hello
                    /number: 5
                    /empty:
                    /directory/:
                    /private/: {mode: "0700"}
                    /described: {text: x, modified: 2020-01-01T00:00:00Z, mode: 644}
                    /bytes: {base64: AAH/}
                    /random: {size: 10KiB, seed: -3}
                    /zeros: {size: 0}
                    /copy: {content: "resource:a/b"}
                    /link: {link: text}
                    /tree/: {copy: "resource:a"}
                    /zip: {zip: /a.zip}
                    /tar: {tar: /a.tgz}
                """);
        assertEquals(
                SpecNode.storage("mem:")
                        .files(FileTree.EMPTY
                                .file("/text", "hello")
                                .file("/number", "5")
                                .file("/empty", "")
                                .directory("/directory")
                                .with("/private", Entry.directory().mode(0700))
                                .with(
                                        "/described",
                                        Entry.file("x")
                                                .modified(Instant.parse("2020-01-01T00:00:00Z"))
                                                .mode(0644))
                                .file("/bytes", new byte[] {0, 1, -1})
                                .random("/random", "10KiB", -3)
                                .random("/zeros", "0", 0)
                                .file("/copy", Content.from(Source.resource("a/b")))
                                .link("/link", "text")
                                .copy("/tree", Source.resource("a"))
                                .zip("/zip", Source.file(Path.of("/a.zip")))
                                .tar("/tar", Source.file(Path.of("/a.tgz")))),
                spec.root());
    }

    @Test
    void what_is_wrong_with_files_is_told_with_its_place() {
        assertEquals(
                List.of(
                        "spec:5:5: a file is at a path such as /readme.txt; write /a",
                        "spec:6:10: a file has no 'txt'; did you mean text?",
                        "spec:7:9: a file has one of text, base64, size and content, or is a link, copy, zip or tar",
                        "spec:8:16: not an amount of bytes, such as 1048576, 64MiB or 1.5GB: lots",
                        "spec:9:25: a mode is octal digits, such as 0644: rw",
                        "spec:10:25: a mode is octal digits, such as 0644: 0999",
                        "spec:11:29: a time is written like 2026-01-31T12:00:00Z: yesterday",
                        "spec:12:19: a seed belongs to a size",
                        "spec:13:19: what is copied keeps its own time and mode, and a link has none",
                        "spec:14:11: a directory, its path ends in a slash, has no 'text'; it can have modified, mode",
                        "spec:15:18: no bytes in base64: Illegal base64 character 2d"),
                problems("""
                        anyfs: 1
                        root:
                          url: "mem:"
                          files:
                            a: x
                            /b: {txt: x}
                            /c: {text: x, link: y}
                            /d: {size: lots}
                            /e: {text: x, mode: rw}
                            /f: {text: x, mode: 0999}
                            /g: {text: x, modified: yesterday}
                            /h: {text: x, seed: 1}
                            /i: {link: x, mode: 0644}
                            /j/: {text: x}
                            /k: {base64: ---}
                        """));
    }

    @Test
    void all_parts_are_read() {
        Spec spec = Spec.parse("""
                anyfs: 1
                define:
                  scratch:
                    url: "mem:"
                    options:
                      quota: 64MiB
                      entries: 1000
                root:
                  mount:
                    /: local:/srv/data
                    /archive:
                      url: local:/srv/archive
                      wrap: readonly
                    /tmp:
                      use: scratch
                      wrap:
                        - readonly
                        - subdir: {path: /a}
                    /both:
                      union:
                        write: "mem:"
                        lower: [local:/one, local:/two]
                users:
                  alice:
                    password: {env: ALICE_PASSWORD}
                  bob:
                    keys: /etc/anyfs/bob.pub
                    password: file:/etc/anyfs/bob
                    root:
                      use: scratch
                """);
        Spec built = Spec.of(SpecNode.mount()
                        .at("/", SpecNode.storage("local:/srv/data"))
                        .at("/archive", SpecNode.storage("local:/srv/archive").wrap("readonly"))
                        .at(
                                "/tmp",
                                SpecNode.use("scratch")
                                        .wrap(WrapperUse.of("subdir").set("path", "/a"))
                                        .wrap("readonly"))
                        .at(
                                "/both",
                                SpecNode.union(
                                        SpecNode.storage("mem:"),
                                        SpecNode.storage("local:/one"),
                                        SpecNode.storage("local:/two"))))
                .define(
                        "scratch",
                        SpecNode.storage("mem:").option("quota", "64MiB").option("entries", "1000"))
                .user("alice", SpecUser.withPassword("env:ALICE_PASSWORD"))
                .user("bob", new SpecUser("file:/etc/anyfs/bob", "/etc/anyfs/bob.pub", SpecNode.use("scratch")));
        assertEquals(built, spec);
    }

    static List<List<String>> mistakes() {
        return List.of(
                List.of("", "spec:1:1: the file is empty"),
                List.of("anyfs: 1\nroot: [", "spec:2:8: "),
                List.of("- a", "spec:1:1: a spec is written as names with values"),
                List.of("root: 'mem:'", "spec:1:1: say which version"),
                List.of("anyfs: 2\nroot: 'mem:'", "spec:1:8: this anyfs knows version 1"),
                List.of("anyfs: 1", "spec:1:1: a spec needs root"),
                List.of("anyfs: 1\nrot: x\nroot: 'mem:'", "spec:2:1: a spec has no 'rot'; did you mean root?"),
                List.of("anyfs: 1\nroot:", "spec:2:6: "),
                List.of("anyfs: 1\nroot: mem:", "spec:2:10: mapping values are not allowed here; put quotes around"),
                List.of("anyfs: 1\nroot: /srv/data", "spec:2:7: not a filesystem URL"),
                List.of("anyfs: 1\nroot: 'memm:'", "did you mean mem:?"),
                List.of(
                        "anyfs: 1\nroot: readnly+mem:/",
                        "spec:2:7: no wrapper is called 'readnly'; did you mean readonly?"),
                List.of("anyfs: 1\nroot: mem:/?qouta=1", "spec:2:7: mem: knows no parameter 'qouta'"),
                List.of(
                        "anyfs: 1\nroot:\n  url: 'mem:'\n  options:\n    qouta: 1",
                        "spec:5:5: mem: has no 'qouta'; did you mean quota?"),
                List.of("anyfs: 1\nroot:\n  use: x\n  options: {}", "spec:4:3: options belong to a url"),
                List.of(
                        "anyfs: 1\nroot:\n  url: 'mem:'\n  use: x",
                        "spec:3:3: exactly one of url, mount, union and use"),
                List.of("anyfs: 1\nroot:\n  urls: 'mem:'", "spec:3:3: what is opened has no 'urls'; did you mean url?"),
                List.of(
                        "anyfs: 1\nroot:\n  mount:\n    tmp: 'mem:'",
                        "spec:4:5: a mount is at a path such as /archive; write /tmp"),
                List.of("anyfs: 1\nroot:\n  mount:\n    /a: 'mem:'\n    /a/: 'mem:'", "spec:5:5: two mounts at /a"),
                List.of("anyfs: 1\nroot:\n  mount:\n    /a: 'mem:'\n    /a: 'mem:'", "spec:5:5: '/a' is written twice"),
                List.of("anyfs: 1\nroot:\n  union: {}", "spec:3:10: a union needs a layer"),
                List.of("anyfs: 1\nroot:\n  union: {wirte: 'mem:'}", "did you mean write?"),
                List.of("anyfs: 1\nroot:\n  union: {write: 'mem:', newFiles: largest}", "spec:3:36: new files go to"),
                List.of(
                        "anyfs: 1\nroot:\n  use: scratsh\ndefine: {scratch: 'mem:'}",
                        "spec:3:8: nothing is defined as 'scratsh'; did you mean scratch?"),
                List.of(
                        "anyfs: 1\nroot: {use: a}\ndefine:\n  a: {use: b}\n  b: {use: a}",
                        "spec:4:12: 'b' is made of itself"),
                List.of("anyfs: 1\nroot:\n  url: 'mem:'\n  wrap: quotaa", "spec:4:9: no wrapper is called 'quotaa'"),
                List.of("anyfs: 1\nroot:\n  url: 'mem:'\n  wrap:\n    - subdir", "spec:5:7: subdir needs path"),
                List.of(
                        "anyfs: 1\nroot:\n  url: 'mem:'\n  wrap:\n    - subdir:\n        pth: /a",
                        "spec:6:9: subdir knows no setting 'pth'; did you mean path?"),
                List.of(
                        "anyfs: 1\nroot:\n  url: 'mem:'\n  wrap:\n    - {subdir: {path: /a}, readonly: {}}",
                        "spec:5:7: each wrapper begins with '- '"),
                List.of(
                        "anyfs: 1\nroot:\n  url: 'mem:'\n  wrap:\n    - subdir: {path: [/a, /b]}",
                        "spec:5:22: subdir: path takes one value"),
                List.of("anyfs: 1\nroot: 'mem:'\nusers: {a: {}}", "spec:3:12: a user needs a password, keys or both"),
                List.of(
                        "anyfs: 1\nroot: 'mem:'\nusers: {a: {password: {env: A, file: B}}}",
                        "spec:3:23: a secret is kept in one place"),
                List.of(
                        "anyfs: 1\nroot: 'mem:'\nusers: {a: {password: swordfish}}",
                        "spec:3:23: a secret must say where the secret is"),
                List.of("anyfs: 1\nroot: 'mem:'\ninclude: x.yaml", "spec:3:10: a text cannot include files"),
                List.of("anyfs: 1\nroot: &a\n  mount:\n    /b: *a", "nested too deep"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_told_with_its_place_and_a_way_out(List<String> mistake) {
        List<String> problems = problems(mistake.get(0));
        assertTrue(
                problems.stream().anyMatch(problem -> problem.contains(mistake.get(1))),
                () -> "expected " + mistake.get(1) + ", told " + problems);
    }

    @Test
    void all_mistakes_are_told_at_once_in_the_order_of_the_text() {
        List<String> problems = problems("""
                anyfs: 1
                root:
                  mount:
                    /a: memm:/
                    /b:
                      url: 'mem:'
                      wrap: [readnly]
                    c: 'mem:'
                """);
        assertEquals(3, problems.size(), problems.toString());
        assertTrue(problems.get(0).startsWith("spec:4:9: "), problems.toString());
        assertTrue(problems.get(1).startsWith("spec:7:14: "), problems.toString());
        assertTrue(problems.get(2).startsWith("spec:8:5: "), problems.toString());
    }

    @Test
    void a_use_of_what_is_defined_wrong_is_no_further_mistake() {
        assertEquals(
                1, problems("anyfs: 1\nroot: {use: a}\ndefine: {a: 'memm:'}").size());
    }

    @Test
    void no_problem_repeats_a_secret() {
        assertFalse(problems("anyfs: 1\nroot: 'mem:'\nusers: {a: {password: swordfish}}")
                .toString()
                .contains("swordfish"));
        assertFalse(problems("anyfs: 1\nroot: 'mem://me:swordfish@host/x'")
                .toString()
                .contains("swordfish"));
    }

    @Test
    void includes_bring_definitions_from_beside_the_file() throws IOException {
        Files.createDirectory(directory.resolve("more"));
        Files.writeString(directory.resolve("more/a.yaml"), "anyfs: 1\ninclude: b.yaml\ndefine: {a: {use: b}}");
        Files.writeString(directory.resolve("more/b.yaml"), "anyfs: 1\ninclude: a.yaml\ndefine: {b: 'mem:'}");
        Path tree =
                Files.writeString(directory.resolve("tree.yaml"), "anyfs: 1\ninclude: [more/a.yaml]\nroot: {use: a}");
        Spec spec = Spec.read(tree);
        assertEquals(Map.of("a", SpecNode.use("b"), "b", SpecNode.storage("mem:")), spec.definitions());
        assertEquals(spec, Spec.parse(spec.toYaml()));
    }

    @Test
    void relative_paths_are_from_the_directory_of_the_file_that_names_them() throws IOException {
        Path odd = Files.createDirectories(directory.resolve("50% off!/more")).getParent();
        Files.writeString(odd.resolve("more/a.yaml"), "anyfs: 1\ndefine: {a: 'readonly+local:x'}");
        Files.writeString(odd.resolve("more/t.yaml"), "anyfs: 1\nroot: 'mem:'");
        Path tree = Files.writeString(odd.resolve("tree.yaml"), """
                anyfs: 1
                include: more/a.yaml
                root:
                  mount:
                    /a: {use: a}
                    /b: 'readonly+local:../b%20c!/in?links=deny'
                    /c: 'local:/srv/c'
                    /d: 'spec:more/t.yaml!/x'
                    /e: 'crypt+mem:?crypt.key=file:k%26ey'
                    /f: {url: 'crypt+mem:', options: {crypt.key: 'file:/etc/key'}}
                """);
        List<SpecNode.Storage> storages = Spec.read(tree).storages();

        assertEquals(
                List.of(odd + "/more/x", odd + "/../b c", "/srv/c", odd + "/more/t.yaml!/x", "", ""),
                storages.stream().map(storage -> storage.whole().path()).toList());
        assertEquals("/in", storages.get(1).whole().inside());
        assertEquals("deny", storages.get(1).whole().parameters().get("links"));
        assertEquals(
                "file:" + odd + "/k&ey", storages.get(4).whole().parameters().get("crypt.key"));
        assertEquals("file:/etc/key", storages.get(5).whole().parameters().get("crypt.key"));
    }

    @Test
    void a_text_has_no_directory_and_keeps_relative_paths() {
        assertEquals(Spec.of(SpecNode.storage("local:data")), Spec.parse("anyfs: 1\nroot: local:data\n"));
    }

    @Test
    void problems_of_an_included_file_name_that_file() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "anyfs: 1\nroot: 'mem:'\ndefine:\n  twice: memm:/");
        Path tree = Files.writeString(
                directory.resolve("tree.yaml"),
                "anyfs: 1\ninclude: [a.yaml, missing.yaml]\ndefine: {other: 'mem:'}\nroot: {use: other}");
        SpecException failure = assertThrows(SpecException.class, () -> Spec.read(tree));
        List<String> problems =
                failure.problems().stream().map(Problem::toString).toList();
        assertTrue(problems.get(0).startsWith(directory.resolve("a.yaml") + ":2:1: an included file has no 'root'"));
        assertTrue(problems.get(1).startsWith(directory.resolve("a.yaml") + ":4:10: no storage"), problems.get(1));
        assertTrue(problems.get(2).startsWith(tree + ":2:19: cannot be included"), problems.get(2));
        assertEquals(3, problems.size(), problems.toString());
    }

    @Test
    void a_name_is_defined_once_in_all_files() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "anyfs: 1\ndefine: {twice: 'mem:'}");
        Path tree = Files.writeString(
                directory.resolve("tree.yaml"),
                "anyfs: 1\ninclude: a.yaml\ndefine: {twice: 'mem:'}\nroot: {use: twice}");
        SpecException failure = assertThrows(SpecException.class, () -> Spec.read(tree));
        assertTrue(failure.getMessage().contains("'twice' is defined in another file too"), failure.getMessage());
    }

    @Test
    void a_missing_file_is_no_spec() {
        assertThrows(NoSuchFileException.class, () -> Spec.read(directory.resolve("tree.yaml")));
    }
}
