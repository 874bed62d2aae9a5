package org.fogbell.fleet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What people run stands above everything, and nobody stands on it but the benchmarks. */
@AnalyzeClasses(packages = "org.fogbell", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NOBODY_KNOWS_FLEET = noClasses()
            .that()
            .resideOutsideOfPackages("org.fogbell.fleet..", "org.fogbell.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.fogbell.fleet..", "org.fogbell.bench..", "picocli..");

    @ArchTest
    static final ArchRule SCHEMAS_KNOW_NOBODY = noClasses()
            .that()
            .resideInAPackage("org.fogbell.schemas..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.fogbell.models..", "org.fogbell.topology..", "org.apache.flink..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses()
            .should()
            .haveNameMatching(".*\\.(Abstract\\w+|\\w*(Util|Utils|Helper|Manager|Handler|Impl|Info))");
}
