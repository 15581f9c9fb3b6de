package io.anyfs.it.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A module of the reactor, as its pom describes it. */
record Module(Path directory, String artifact, boolean published) {

    /** All that are built to jars, in the order of the poms. */
    static List<Module> below(Path root) throws IOException {
        List<Module> modules = new ArrayList<>();
        Element pom = parse(root.resolve("pom.xml"));
        Optional<Element> children = child(pom, "modules");
        if (children.isPresent()) {
            for (Element name : elements(children.get())) {
                modules.addAll(below(root.resolve(name.getTextContent().strip())));
            }
        } else {
            boolean kept = child(pom, "properties")
                    .flatMap(properties -> child(properties, "maven.deploy.skip"))
                    .isPresent();
            modules.add(new Module(root, child(pom, "artifactId").orElseThrow().getTextContent(), !kept));
        }
        return modules;
    }

    Path target() {
        return directory.resolve("target");
    }

    /** What Maven has packed; empty if it has not. */
    Optional<Path> jar() throws IOException {
        if (!Files.isDirectory(target())) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.find(
                target(),
                3,
                (file, attributes) ->
                        String.valueOf(file.getFileName()).matches(artifact + "(-[0-9][0-9.]*(-SNAPSHOT)?)?\\.jar"))) {
            return files.findFirst();
        }
    }

    private static Element parse(Path pom) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException failure) {
            throw new IOException(pom.toString(), failure);
        }
    }

    private static Optional<Element> child(Element parent, String name) {
        return elements(parent).stream()
                .filter(element -> element.getTagName().equals(name))
                .findFirst();
    }

    private static List<Element> elements(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }
}
