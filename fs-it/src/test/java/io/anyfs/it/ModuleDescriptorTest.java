package io.anyfs.it;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the class path of these tests cannot show: that the modules also work on the module path. The adapters of FTP, SFTP
 * and S3, the encryption, the metrics and the command have no descriptor; the libraries that they need are no modules.
 */
class ModuleDescriptorTest {
    private static final Set<String> MODULES = Set.of(
            "io.anyfs",
            "io.anyfs.tck",
            "io.anyfs.memory",
            "io.anyfs.local",
            "io.anyfs.overlay",
            "io.anyfs.cache",
            "io.anyfs.compress",
            "io.anyfs.nio",
            "io.anyfs.fault",
            "io.anyfs.yaml",
            "io.anyfs.spec",
            "io.anyfs.expose",
            "io.anyfs.expose.users",
            "io.anyfs.mount");

    /** All real modules on the class path; automatic ones are left out, as ours must not need them. */
    private static final ModuleFinder FINDER =
            ModuleFinder.of(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Path::of)
                    .filter(ModuleDescriptorTest::isModule)
                    .toArray(Path[]::new));

    @Test
    void every_library_that_can_be_a_module_is_one() {
        Set<String> found = FINDER.findAll().stream()
                .map(module -> module.descriptor().name())
                .filter(name -> name.startsWith("io.anyfs"))
                .collect(toSet());
        assertEquals(MODULES, found);
    }

    @Test
    void what_the_modules_require_is_there_and_no_package_is_split() {
        Configuration resolved = Configuration.empty().resolveAndBind(FINDER, ModuleFinder.ofSystem(), MODULES);
        for (String module : MODULES) {
            assertTrue(resolved.findModule(module).isPresent(), module);
        }
    }

    @Test
    void a_module_provides_the_same_services_as_its_jar() throws IOException {
        for (String name : MODULES) {
            ModuleReference module = FINDER.find(name).orElseThrow();
            Map<String, List<String>> declared = module.descriptor().provides().stream()
                    .collect(toMap(ModuleDescriptor.Provides::service, ModuleDescriptor.Provides::providers));
            assertEquals(declared, servicesOfJar(module), name);
        }
    }

    private static Map<String, List<String>> servicesOfJar(ModuleReference module) throws IOException {
        String directory = "META-INF/services/";
        Map<String, List<String>> services = new HashMap<>();
        try (ModuleReader reader = module.open();
                Stream<String> names = reader.list()) {
            for (String name : (Iterable<String>) names::iterator) {
                if (name.startsWith(directory) && !name.endsWith("/")) {
                    try (InputStream in = reader.open(name).orElseThrow()) {
                        List<String> providers = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                .lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                                .toList();
                        services.put(name.substring(directory.length()), providers);
                    }
                }
            }
        }
        return services;
    }

    private static boolean isModule(Path entry) {
        try {
            return ModuleFinder.of(entry).findAll().stream()
                    .anyMatch(module -> !module.descriptor().isAutomatic());
        } catch (FindException notAModule) {
            return false;
        }
    }
}
