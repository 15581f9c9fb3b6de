package io.anyfs.it;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.anyfs.spi.Backend;

/** The arrows between the modules. A new module needs a layer here, or its classes escape these rules. */
@AnalyzeClasses(
        packages = "io.anyfs",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

    /** Classes that tests of several modules share. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] API = {
        "io.anyfs", "io.anyfs.spi..", "io.anyfs.lifecycle..", "io.anyfs.text..", "io.anyfs.tree.."
    };

    @ArchTest
    static final ArchRule the_arrows_point_at_the_api = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("api")
            .definedBy(API)
            .layer("tck")
            .definedBy("io.anyfs.tck..")
            .layer("memory")
            .definedBy("io.anyfs.memory..")
            .layer("local")
            .definedBy("io.anyfs.local..")
            .layer("s3")
            .definedBy("io.anyfs.s3..")
            .layer("overlay")
            .definedBy("io.anyfs.overlay..")
            .layer("crypt")
            .definedBy("io.anyfs.crypt..")
            .layer("compress")
            .definedBy("io.anyfs.compress..")
            .layer("cache")
            .definedBy("io.anyfs.cache..")
            .layer("metrics")
            .definedBy("io.anyfs.metrics..")
            .layer("nio")
            .definedBy("io.anyfs.nio..")
            .layer("vfs2")
            .definedBy("io.anyfs.vfs2..")
            .layer("fault")
            .definedBy("io.anyfs.fault..")
            .layer("yaml")
            .definedBy("io.anyfs.yaml..")
            .layer("spec")
            .definedBy("io.anyfs.spec..")
            .layer("demo-s3")
            .definedBy("io.anyfs.demo.s3..")
            .layer("s3mock")
            .definedBy("io.anyfs.s3mock..")
            .layer("expose")
            .definedBy(resideInAPackage("io.anyfs.expose..")
                    .and(not(resideInAnyPackage(
                            "io.anyfs.expose.ftp..", "io.anyfs.expose.sftp..", "io.anyfs.expose.users.."))))
            .layer("ftp")
            .definedBy("io.anyfs.expose.ftp..")
            .layer("sftp")
            .definedBy("io.anyfs.expose.sftp..")
            .layer("users")
            .definedBy("io.anyfs.expose.users..")
            .layer("mount")
            .definedBy("io.anyfs.mount..")
            .layer("served")
            .definedBy("io.anyfs.served..")
            .layer("junit")
            .definedBy("io.anyfs.junit..")
            .layer("cli")
            .definedBy("io.anyfs.cli..")
            .whereLayer("api")
            .mayNotAccessAnyLayer()
            .whereLayer("tck")
            .mayOnlyAccessLayers("api", "fault")
            .whereLayer("memory")
            .mayOnlyAccessLayers("api")
            .whereLayer("local")
            .mayOnlyAccessLayers("api")
            .whereLayer("s3")
            .mayOnlyAccessLayers("api")
            .whereLayer("overlay")
            .mayOnlyAccessLayers("api")
            .whereLayer("crypt")
            .mayOnlyAccessLayers("api")
            .whereLayer("compress")
            .mayOnlyAccessLayers("api")
            .whereLayer("cache")
            .mayOnlyAccessLayers("api")
            .whereLayer("metrics")
            .mayOnlyAccessLayers("api")
            .whereLayer("nio")
            .mayOnlyAccessLayers("api")
            .whereLayer("vfs2")
            .mayOnlyAccessLayers("api")
            .whereLayer("fault")
            .mayOnlyAccessLayers("api")
            .whereLayer("spec")
            .mayOnlyAccessLayers("api", "overlay", "yaml")
            .whereLayer("yaml")
            .mayOnlyAccessLayers("api")
            .whereLayer("demo-s3")
            .mayNotAccessAnyLayer()
            .whereLayer("s3mock")
            .mayNotAccessAnyLayer()
            .whereLayer("expose")
            .mayOnlyAccessLayers("api")
            .whereLayer("ftp")
            .mayOnlyAccessLayers("api", "expose")
            .whereLayer("sftp")
            .mayOnlyAccessLayers("api", "expose")
            .whereLayer("users")
            .mayOnlyAccessLayers("api", "expose", "yaml")
            .whereLayer("mount")
            .mayOnlyAccessLayers("api", "spec", "overlay", "memory", "fault")
            .whereLayer("served")
            .mayOnlyAccessLayers("api", "mount", "s3", "demo-s3", "expose", "ftp", "sftp")
            .whereLayer("junit")
            .mayOnlyAccessLayers("api", "local", "spec", "mount", "served")
            .whereLayer("cli")
            .mayOnlyAccessLayers(
                    "api", "memory", "local", "s3", "overlay", "yaml", "spec", "demo-s3", "expose", "ftp", "sftp",
                    "users", "mount", "served")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule the_api_needs_the_jdk_only = classes()
            .that()
            .resideInAnyPackage(API)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(API).or(resideInAnyPackage("java..", "org.jspecify..")));

    @ArchTest
    static final ArchRule a_backend_states_every_operation = methods()
            .that()
            .areDeclaredIn(Backend.class)
            .should()
            .haveModifier(JavaModifier.ABSTRACT)
            .because("a wrapper that inherits a default loses the fast path of what it wraps, silently");

    /** The warm-up of servers is a client of theirs, in a process of its own. */
    @ArchTest
    static final ArchRule mina_sshd_stays_behind_the_sftp_server = noClasses()
            .that()
            .resideOutsideOfPackages("io.anyfs.expose.sftp..", "io.anyfs.cli.warmup")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.sshd..");

    @ArchTest
    static final ArchRule ftpserver_stays_behind_the_ftp_server = noClasses()
            .that()
            .resideOutsideOfPackage("io.anyfs.expose.ftp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.ftpserver..", "org.apache.mina..");

    @ArchTest
    static final ArchRule the_aws_sdk_stays_behind_the_backend = noClasses()
            .that()
            .resideOutsideOfPackages("io.anyfs.s3..", "io.anyfs.demo.s3..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule tink_stays_behind_the_encryption = noClasses()
            .that()
            .resideOutsideOfPackage("io.anyfs.crypt..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.crypto.tink..");

    @ArchTest
    static final ArchRule zstd_stays_behind_the_compression = noClasses()
            .that()
            .resideOutsideOfPackage("io.anyfs.compress..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.github.luben.zstd..");

    @ArchTest
    static final ArchRule snakeyaml_stays_behind_the_files_that_people_write = noClasses()
            .that()
            .resideOutsideOfPackages("io.anyfs.yaml..", "io.anyfs.spec..", "io.anyfs.expose.users..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.snakeyaml.engine..");

    @ArchTest
    static final ArchRule micrometer_stays_behind_the_metrics = noClasses()
            .that()
            .resideOutsideOfPackage("io.anyfs.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..");

    @ArchTest
    static final ArchRule only_the_command_prints = noClasses()
            .that()
            .resideOutsideOfPackage("io.anyfs.cli..")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule names_say_what_a_class_is = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)")
            .because("a noun from the field says more");
}
