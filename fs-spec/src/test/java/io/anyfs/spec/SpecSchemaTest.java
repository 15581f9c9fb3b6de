package io.anyfs.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecSchemaTest {

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SpecSchema.json(), InputFormat.JSON);

    private static boolean fits(String yaml) {
        return SCHEMA.validate(yaml, InputFormat.YAML).isEmpty();
    }

    @Test
    void a_spec_that_reads_fits_the_schema() {
        String yaml = """
                anyfs: 1
                include: [more.yaml]
                define:
                  scratch: {url: "mem:", options: {quota: 64MiB, entries: 1000}}
                root:
                  mount:
                    /: local:/srv/data
                    /archive: {url: "local:/srv/archive", wrap: readonly}
                    /tmp:
                      use: scratch
                      wrap:
                        - readonly
                        - subdir: {path: /a}
                    /filled:
                      url: mem:/
                      files:
                        /a.txt: hello
                        /empty/:
                        /b: {size: 10MiB, seed: 7, modified: 2026-01-31T12:00:00Z, mode: "0644"}
                        /c: {link: a.txt}
                        /d: {tar: resource:x.tgz}
                    /both:
                      union: {write: "mem:", lower: [local:/one, local:/two], newFiles: first}
                users:
                  alice: {password: {env: ALICE}}
                  bob: {keys: /etc/bob.pub, password: "file:/etc/bob", root: {use: scratch}}
                """;
        assertEquals("[]", SCHEMA.validate(yaml, InputFormat.YAML).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root: 'mem:'",
                "{anyfs: 2, root: 'mem:'}",
                "{anyfs: 1, rot: 'mem:'}",
                "{anyfs: 1, root: /srv/data}",
                "{anyfs: 1, root: {url: 'mem:', use: x}}",
                "{anyfs: 1, root: {url: 'mem:', wrap: readnly}}",
                "{anyfs: 1, root: {url: 'mem:', wrap: subdir}}",
                "{anyfs: 1, root: {url: 'mem:', wrap: [{subdir: {pth: /a}}]}}",
                "{anyfs: 1, root: {mount: {tmp: 'mem:'}}}",
                "{anyfs: 1, root: {url: 'mem:', files: {a: text}}}",
                "{anyfs: 1, root: {url: 'mem:', files: {/a: {txt: text}}}}",
                "{anyfs: 1, root: {url: 'mem:', files: {/a: {text: b, mode: rw}}}}",
                "{anyfs: 1, root: 'mem:', users: {a: {}}}",
                "{anyfs: 1, root: 'mem:', users: {a: {password: swordfish}}}"
            })
    void what_makes_no_sense_does_not_fit(String yaml) {
        assertFalse(fits(yaml), yaml);
    }

    @Test
    void what_specs_build_in_java_fits() {
        Spec spec = Spec.of(SpecNode.mount()
                        .at(
                                "/a",
                                SpecNode.storage("mem:").option("quota", "1MiB").wrap("readonly"))
                        .at("/b", SpecNode.union(SpecNode.storage("mem:"), SpecNode.use("d"))))
                .define(
                        "d",
                        SpecNode.storage("mem:").wrap(WrapperUse.of("subdir").set("path", "/")))
                .user("alice", SpecUser.withPassword("env:ALICE").seeing(SpecNode.use("d")));
        assertTrue(fits(spec.toYaml()), spec.toYaml());
    }
}
