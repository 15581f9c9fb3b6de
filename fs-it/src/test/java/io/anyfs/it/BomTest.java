package io.anyfs.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Whether anyfs-bom lists what is published, as the poms say. That other builds can import it, the examples show. */
class BomTest {

    private static final Path ROOT = Path.of("..");
    private static final String MANAGED = "/project/dependencyManagement/dependencies/dependency";
    private static final Pom BOM = Pom.in(ROOT.resolve("fs-bom"));

    @Test
    void it_lists_every_module_that_is_published_and_nothing_else() {
        List<String> published = new ArrayList<>();
        collectPublished(ROOT, published);
        assertTrue(published.contains("anyfs-api"), published::toString);
        assertEquals(new TreeSet<>(published), new TreeSet<>(BOM.all(MANAGED + "/artifactId")));
    }

    @Test
    void it_names_each_once_with_its_own_version() {
        List<String> artifacts = BOM.all(MANAGED + "/artifactId");
        assertEquals(artifacts.stream().distinct().toList(), artifacts);
        assertEquals(artifacts.stream().map(artifact -> "io.anyfs").toList(), BOM.all(MANAGED + "/groupId"));
        assertEquals(artifacts.stream().map(artifact -> "${project.version}").toList(), BOM.all(MANAGED + "/version"));
        assertEquals(Pom.in(ROOT).all("/project/version"), BOM.all("/project/version"));
    }

    @Test
    void it_brings_nothing_else_into_the_build_that_imports_it() {
        assertEquals(
                List.of(), BOM.all("/project/parent | /project/dependencies | /project/build | /project/properties"));
        assertEquals(List.of(), BOM.all(MANAGED + "/type | " + MANAGED + "/scope | " + MANAGED + "/exclusions"));
    }

    @Test
    void the_examples_use_it_in_the_version_that_is_built() {
        Path examples = ROOT.resolve("examples");
        List<String> names = Pom.in(examples).all("/project/modules/module");
        assertTrue(names.size() >= 3, names::toString);
        for (String name : names) {
            Pom example = Pom.in(examples.resolve(name));
            assertEquals(BOM.all("/project/version"), example.all("/project/properties/anyfs.version"), name);
            assertTrue(example.all(MANAGED + "/artifactId").contains("anyfs-bom"), name);
            assertEquals(List.of(), example.all("/project/dependencies/dependency[groupId='io.anyfs']/version"), name);
        }
    }

    private static void collectPublished(Path directory, List<String> artifacts) {
        Pom pom = Pom.in(directory);
        boolean isOurs = pom.all("/project/parent/groupId").contains("io.anyfs");
        boolean isJar = pom.all("/project/packaging[. != 'jar']").isEmpty();
        boolean isKeptHere = pom.all("/project/properties/maven.install.skip").contains("true");
        if (isOurs && isJar && !isKeptHere) {
            artifacts.addAll(pom.all("/project/artifactId"));
        }
        pom.all("/project/modules/module").forEach(module -> collectPublished(directory.resolve(module), artifacts));
    }

    /** A pom as it is written, without what it inherits. */
    private record Pom(Document document) {

        static Pom in(Path directory) {
            try {
                return new Pom(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(directory.resolve("pom.xml").toFile()));
            } catch (Exception unreadable) {
                throw new AssertionError(directory.toString(), unreadable);
            }
        }

        /** The texts of all elements that an XPath selects, in their order. */
        List<String> all(String path) {
            XPath xpath = XPathFactory.newInstance().newXPath();
            List<String> texts = new ArrayList<>();
            try {
                NodeList found = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
                for (int i = 0; i < found.getLength(); i++) {
                    texts.add(found.item(i).getTextContent().strip());
                }
            } catch (Exception wrong) {
                throw new AssertionError(path, wrong);
            }
            return texts;
        }
    }
}
