package org.fogbell.models;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.fogbell.models", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule KNOW_NO_STREAM_AND_NO_OTHER_MODULE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.flink..",
                    "org.apache.kafka..",
                    "org.apache.avro..",
                    "org.fogbell.schemas..",
                    "org.fogbell.topology..",
                    "org.fogbell.fleet..");

    @ArchTest
    static final ArchRule ELOSS_TAKES_ARRAYS_AND_GIVES_NUMBERS = noClasses()
            .that()
            .resideInAPackage("org.fogbell.models.eloss..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "ai.djl..",
                    "ai.onnxruntime..",
                    "org.fogbell.models.perception..",
                    "org.fogbell.models.simulation..",
                    "org.fogbell.models.frame..");

    @ArchTest
    static final ArchRule FRAMES_AND_SIMULATION_RUN_NO_NETWORK = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.fogbell.models.frame..",
                    "org.fogbell.models.simulation..",
                    "org.fogbell.models.imagery..",
                    "org.fogbell.models.picture..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "ai.onnxruntime..", "org.fogbell.models.perception..");

    @ArchTest
    static final ArchRule PERCEPTION_DOES_NOT_KNOW_THE_SIMULATION = noClasses()
            .that()
            .resideInAPackage("org.fogbell.models.perception..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.fogbell.models.simulation..");

    @ArchTest
    static final ArchRule PERCEPTION_DOES_NOT_KNOW_WHO_SHARES_IT = noClasses()
            .that()
            .resideInAnyPackage("org.fogbell.models.perception..", "org.fogbell.models.frame..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.fogbell.models.serving..");

    @ArchTest
    static final ArchRule NOTHING_NEEDS_TRAINING = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.fogbell.models.training..",
                    "org.fogbell.models.painting..",
                    "org.fogbell.models.pretraining..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.fogbell.models.training..",
                    "org.fogbell.models.painting..",
                    "org.fogbell.models.pretraining..");

    @ArchTest
    static final ArchRule DETECTORS_AND_GENERATORS_AND_FEATURES_ARE_TRAINED_APART = noClasses()
            .that()
            .resideInAPackage("org.fogbell.models.training..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.fogbell.models.painting..",
                    "org.fogbell.models.diffusion..",
                    "org.fogbell.models.pretraining..");

    @ArchTest
    static final ArchRule PRETRAINING_KNOWS_NO_LABELS_AND_NO_USE = noClasses()
            .that()
            .resideInAPackage("org.fogbell.models.pretraining..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.fogbell.models.zeroshot..", "org.fogbell.models.diffusion..", "org.fogbell.models.painting..");

    @ArchTest
    static final ArchRule NOTHING_IN_MODELS_KNOWS_THE_GRAFT = noClasses()
            .that()
            .resideOutsideOfPackage("org.fogbell.models.graft..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.fogbell.models.graft..");

    @ArchTest
    static final ArchRule DIFFUSION_KNOWS_NEITHER_ITS_USE_NOR_THE_SIMULATION = noClasses()
            .that()
            .resideInAPackage("org.fogbell.models.diffusion..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.fogbell.models.zeroshot..", "org.fogbell.models.simulation..", "org.fogbell.models.vision..");

    @ArchTest
    static final ArchRule VISION_KNOWS_NEITHER_ITS_USE_NOR_ITS_TRAINING = noClasses()
            .that()
            .resideInAPackage("org.fogbell.models.vision..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.fogbell.models.zeroshot..",
                    "org.fogbell.models.simulation..",
                    "org.fogbell.models.training..",
                    "org.fogbell.models.diffusion..");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Handler|Impl|Data|Info)")
            .orShould()
            .haveSimpleNameStartingWith("Abstract");
}
