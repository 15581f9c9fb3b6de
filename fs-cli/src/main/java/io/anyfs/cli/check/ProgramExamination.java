package io.anyfs.cli.check;

import io.anyfs.FileSystems;
import io.anyfs.lifecycle.LeakDetection;
import io.anyfs.mount.os.MountUnavailableException;
import io.anyfs.mount.os.OsMounts;
import io.anyfs.spi.BackendProvider;
import io.anyfs.spi.WrapperProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at the program: its version, what runs it, and what is on its class path. */
final class ProgramExamination {

    private static final int OLDEST_JAVA = 17;
    private static final int JAVA_WITH_VIRTUAL_THREADS = 21;

    /**
     * What the program works without.
     *
     * @param type a class that is there if it is
     * @param artifact what to put on the class path
     * @param purpose what it is for
     */
    private record OptionalPart(String type, String artifact, String purpose) {

        boolean isMissing() {
            try {
                Class.forName(type, false, ProgramExamination.class.getClassLoader());
                return false;
            } catch (ClassNotFoundException | LinkageError missing) {
                return true;
            }
        }
    }

    private static final List<OptionalPart> OPTIONAL_PARTS = List.of(
            new OptionalPart("io.anyfs.vfs2.backend.package-info", "io.anyfs:anyfs-vfs2", "storages of Commons VFS"),
            new OptionalPart(
                    "software.amazon.awssdk.services.sts.StsClient",
                    "software.amazon.awssdk:sts",
                    "S3 credentials by a web identity or an assumed role"),
            new OptionalPart(
                    "software.amazon.awssdk.services.sso.SsoClient",
                    "software.amazon.awssdk:sso and ssooidc",
                    "S3 credentials by IAM Identity Center"));

    private ProgramExamination() {}

    /** All there is to look at. */
    static List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(version(ProgramExamination.class.getPackage().getImplementationVersion()));
        findings.add(java(Runtime.version().feature()));
        findings.add(storages());
        findings.add(wrappers());
        findings.add(servers());
        findings.add(mounts());
        findings.add(optionalParts());
        findings.add(leakDetection());
        return findings;
    }

    private static Finding version(@Nullable String version) {
        return Finding.ok("anyfs", version == null ? "not from a jar" : version);
    }

    static Finding java(int feature) {
        String version = "Java " + System.getProperty("java.version") + " in " + System.getProperty("java.home");
        if (feature < OLDEST_JAVA) {
            return Finding.fail("java", version + "; install Java " + OLDEST_JAVA + " or later");
        } else if (feature < JAVA_WITH_VIRTUAL_THREADS) {
            return Finding.warn(
                    "java",
                    version + "; with Java " + JAVA_WITH_VIRTUAL_THREADS + " or later servers take fewer threads");
        }
        return Finding.ok("java", version);
    }

    private static Finding storages() {
        try {
            TreeSet<String> schemes = new TreeSet<>();
            for (BackendProvider provider : FileSystems.providers()) {
                schemes.addAll(provider.schemes());
            }
            return schemes.isEmpty()
                    ? Finding.fail("storages", "none on the class path; put an anyfs storage there")
                    : Finding.ok("storages", String.join(":, ", schemes) + ":");
        } catch (IllegalStateException | ServiceConfigurationError broken) {
            return Finding.fail("storages", "one on the class path is broken: " + broken + "; remove or rebuild it");
        }
    }

    private static Finding wrappers() {
        try {
            String names =
                    FileSystems.wrappers().stream().map(WrapperProvider::name).collect(Collectors.joining(", "));
            return names.isEmpty()
                    ? Finding.warn("wrappers", "none on the class path; URLs such as readonly+s3://bucket need them")
                    : Finding.ok("wrappers", names);
        } catch (IllegalStateException | ServiceConfigurationError broken) {
            return Finding.fail("wrappers", "one on the class path is broken: " + broken + "; remove or rebuild it");
        }
    }

    /** The command is compiled against them: where one were missing, it would not have got here. */
    private static Finding servers() {
        return Finding.ok("servers", "SFTP, FTP, FTPS");
    }

    /** That a machine cannot mount is no fault of it: most do without. */
    private static Finding mounts() {
        try {
            OsMounts.requireUsable();
            return Finding.ok("mounts", "storages can be mounted by FUSE");
        } catch (MountUnavailableException unusable) {
            return Finding.ok("mounts", "not here: " + unusable.getMessage());
        }
    }

    private static Finding optionalParts() {
        List<String> missing = OPTIONAL_PARTS.stream()
                .filter(OptionalPart::isMissing)
                .map(part -> part.artifact() + " (" + part.purpose() + ")")
                .toList();
        return Finding.ok(
                "optional parts",
                missing.isEmpty() ? "all on the class path" : "not on the class path: " + String.join(", ", missing));
    }

    private static Finding leakDetection() {
        LeakDetection level = LeakDetection.current();
        String text = level.name().toLowerCase(Locale.ROOT);
        return level == LeakDetection.OFF
                ? Finding.warn(
                        "leak detection",
                        text + "; leave out -Danyfs.leakDetection=off to learn of forgotten resources")
                : Finding.ok("leak detection", text);
    }
}
