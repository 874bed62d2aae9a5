package org.fogbell.topology;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.apache.flink.api.common.functions.Function;

@AnalyzeClasses(
        packages = {"org.fogbell.topology", "org.fogbell.verdict"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule TWO_FLAT_PACKAGES =
            classes().should().resideInAnyPackage("org.fogbell.topology", "org.fogbell.verdict");

    @ArchTest
    static final ArchRule VERDICTS_KNOW_NO_STREAM = noClasses()
            .that()
            .resideInAPackage("org.fogbell.verdict")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "org.fogbell.topology..")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule SERVES_MODELS_AND_DOES_NOT_MAKE_THEM = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.fogbell.models.training..",
                    "org.fogbell.models.painting..",
                    "org.fogbell.models.pretraining..",
                    "org.fogbell.models.simulation..",
                    "org.fogbell.fleet..");

    @ArchTest
    static final ArchRule LEAVES_THE_ENGINE_TO_THE_MODELS =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("ai.djl..", "ai.onnxruntime..");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Handler|Impl|Data|Info)")
            .orShould()
            .haveSimpleNameStartingWith("Abstract");

    @ArchTest
    static final ArchRule FUNCTIONS_OF_FLINK_ARE_CALLED_SO = classes()
            .that()
            .implement(Function.class)
            .and()
            .areTopLevelClasses()
            .should()
            .haveSimpleNameEndingWith("Function");

    @ArchTest
    static final ArchRule CLASSES_ARE_FINAL = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotAnonymousClasses()
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .should()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static void hidesAtLeastHalfOfItsTypes(JavaClasses imported) {
        List<JavaClass> types = imported.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> type.getPackageName().equals("org.fogbell.topology"))
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .toList();
        assertThat(types)
                .filteredOn(type -> !type.getModifiers().contains(JavaModifier.PUBLIC))
                .hasSizeGreaterThanOrEqualTo((types.size() + 1) / 2);
    }
}
