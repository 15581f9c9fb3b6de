package io.anyfs.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.spec.content.Content;
import io.anyfs.spec.content.Entry;
import io.anyfs.spec.content.FileTree;
import io.anyfs.spec.content.Source;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("usually-once")
class SpecRoundTripTest {

    private static final List<String> NAMES =
            List.of("a", "b-2", "true", "1", "null", "über", "x y", "#", "- c", "k: v");

    private static final FileTree FILES = FileTree.EMPTY
            .file("/a", "line 1\nline 2\n")
            .file("/true", "true")
            .file("/empty", "")
            .file("/#: b", new byte[] {0, 1, (byte) 0xff})
            .with(
                    "/old",
                    Entry.file("x").modified(Instant.ofEpochSecond(1, 500)).mode(01640))
            .with(
                    "/copied",
                    Entry.file(Content.from(Source.resource("a/b.txt"))).mode(0600))
            .random("/random", "10KiB", -7)
            .directory("/directory")
            .with("/private", Entry.directory().mode(0700).modified(Instant.EPOCH))
            .link("/link", "a")
            .copy("/tree", Source.resource("x"))
            .zip("/zip", Source.file(Path.of("/x.zip")))
            .tar("/", Source.file(Path.of("/x.tar")));

    @Property(tries = 300)
    void what_is_built_reads_the_same_after_it_was_written(@ForAll("specs") Spec spec) {
        assertEquals(spec, Spec.parse(spec.toYaml()));
    }

    @Property(tries = 50)
    void what_is_written_is_written_the_same_again(@ForAll("specs") Spec spec) {
        assertEquals(spec.toYaml(), Spec.parse(spec.toYaml()).toYaml());
    }

    @Provide
    Arbitrary<Spec> specs() {
        return nodes(3).list()
                .ofMinSize(2)
                .ofMaxSize(4)
                .flatMap(nodes -> users().map(users -> {
                    Map<String, SpecNode> definitions = new LinkedHashMap<>();
                    for (int i = 1; i < nodes.size(); i++) {
                        definitions.put(NAMES.get(i), nodes.get(i));
                    }
                    return new Spec(
                            definitions,
                            SpecNode.mount().at("/", nodes.get(0)).at("/use", SpecNode.use(NAMES.get(1))),
                            users);
                }));
    }

    private static Arbitrary<SpecNode> nodes(int depth) {
        Arbitrary<SpecNode> storages = Arbitraries.of(
                SpecNode.storage("mem:"),
                SpecNode.storage("local:/srv/a%20b?links=deny"),
                SpecNode.storage("readonly+mem:?quota=1k"),
                SpecNode.storage("mem:").option("quota", "64MiB").option("entries", "7"));
        if (depth == 0) {
            return storages;
        }
        Arbitrary<SpecNode> inner = nodes(depth - 1);
        Arbitrary<SpecNode> wrapped = inner.map(node ->
                node.wrap(WrapperUse.of("subdir").set("path", "/a: b #c")).wrap("readonly"));
        Arbitrary<SpecNode> mounts = inner.list().ofMaxSize(3).map(nodes -> {
            SpecNode.Mount mount = SpecNode.mount();
            for (int i = 0; i < nodes.size(); i++) {
                mount = mount.at("/" + NAMES.get(i + 3), nodes.get(i));
            }
            return mount;
        });
        Arbitrary<SpecNode> unions = inner.list().ofMinSize(1).ofMaxSize(3).map(nodes -> {
            List<SpecNode> lower = new ArrayList<>(nodes);
            SpecNode write = lower.remove(0);
            return SpecNode.union(write, lower.toArray(SpecNode[]::new))
                    .withNewFiles(lower.isEmpty() ? SpecNode.NewFiles.MOST_FREE : SpecNode.NewFiles.FIRST);
        });
        Arbitrary<SpecNode> filled = inner.map(node -> node.files(FILES));
        return Arbitraries.oneOf(storages, wrapped, mounts, unions, filled);
    }

    private static Arbitrary<Map<String, SpecUser>> users() {
        return Arbitraries.maps(
                        Arbitraries.of(NAMES),
                        Arbitraries.of(
                                SpecUser.withPassword("env:SECRET"),
                                SpecUser.withKeys("/etc/keys: 1"),
                                new SpecUser("file:/etc/p w", "/k", SpecNode.use(NAMES.get(1)))))
                .ofMaxSize(3);
    }
}
