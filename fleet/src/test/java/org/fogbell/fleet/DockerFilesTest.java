package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fogbell.schemas.MessageSizes;
import org.fogbell.schemas.TopicSettings;
import org.fogbell.schemas.Topics;
import org.fogbell.topology.FogbellJob;
import org.fogbell.topology.JobParameters;
import org.fogbell.topology.ParameterSources;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Holds the image and the compose file to the build and to the code that they start, without a Docker engine. */
class DockerFilesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DOCKER = ROOT.resolve("docker");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):-([^}]*)}");

    private final Dockerfile image = Dockerfile.parse(read(DOCKER.resolve("Dockerfile")));
    private final Map<String, Object> compose = yaml(DOCKER.resolve("compose.yaml"));
    private final Map<String, Object> services = map(compose.get("services"));

    @Test
    void imageIsWellFormedPinnedUnprivilegedAndFetchesNothing() {
        assertThat(image.faults()).isEmpty();
        assertThat(image.all("FROM"))
                .extracting(Dockerfile.Instruction::arguments)
                .containsExactly("flink:" + property("flink.version") + "-java" + property("maven.compiler.release"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        FROM flink:latest;USER 9999                      | image is not pinned
        FROM flink;USER 9999                             | image is not pinned
        FROM flink:2.3.0;USER 9999;USER root             | runs as root
        FROM flink:2.3.0;USER 0:0                        | runs as root
        FROM flink:2.3.0                                 | runs as root
        FROM flink:2.3.0;CPOY a b;USER 9999              | unknown instruction
        FROM flink:2.3.0;RUN a \\\\; && wget b;USER 9999 | fetches something
        FROM flink:2.3.0;ADD https://a/b /c;USER 9999    | fetches something
        COPY a b;USER 9999                               | does not start with FROM
        """)
    void seesWhatIsWrongWithAnImage(String text, String fault) {
        assertThat(Dockerfile.parse(text.replace(';', '\n').replace("\\\\", "\\"))
                        .faults())
                .singleElement()
                .asString()
                .startsWith(fault);
    }

    @Test
    void imageCopiesWhatItsNamedBuildMakesAndTheIgnoreFileLetsThrough() {
        String built = read(ROOT.resolve("topology/pom.xml"));
        assertThat(built)
                .contains(
                        "<shadedClassifierName>job</shadedClassifierName>",
                        "<id>cluster</id>",
                        "<outputDirectory>${project.build.directory}/cluster-lib</outputDirectory>");
        assertThat(read(DOCKER.resolve("Dockerfile"))).contains("./mvnw -B -Pcluster -pl topology -am", " package");
        Map<String, String> copies = new TreeMap<>();
        for (Dockerfile.Instruction copy : image.all("COPY")) {
            copies.put(copy.operands().get(0), copy.operands().get(1));
        }

        assertThat(copies)
                .isEqualTo(Map.of(
                        "topology/target/cluster-lib/*.jar", "/opt/flink/lib/",
                        "topology/target/fogbell-topology-*-job.jar", "/opt/flink/usrlib/fogbell-job.jar"));
        assertThat(read(DOCKER.resolve("Dockerfile.dockerignore")).lines())
                .contains("**")
                .containsAll(
                        copies.keySet().stream().map(source -> "!" + source).toList());
    }

    @Test
    void gpuImageIsTheSameWithCudaBesideFlink() {
        Dockerfile gpu = Dockerfile.parse(read(DOCKER.resolve("Dockerfile.gpu")));
        assertThat(gpu.faults()).isEmpty();
        assertThat(gpu.all("FROM"))
                .extracting(Dockerfile.Instruction::arguments)
                .last()
                .isEqualTo(image.all("FROM").get(0).arguments());
        assertThat(gpu.all("COPY"))
                .extracting(Dockerfile.Instruction::arguments)
                .containsAll(image.all("COPY").stream()
                        .map(Dockerfile.Instruction::arguments)
                        .toList());
        assertThat(read(DOCKER.resolve("Dockerfile.gpu.dockerignore")))
                .isEqualTo(read(DOCKER.resolve("Dockerfile.dockerignore")));
    }

    @Test
    void gpuTaskManagerHasAllSettingsOfTheOtherAndAGpu() {
        Map<String, Object> gpuServices =
                map(yaml(DOCKER.resolve("compose.gpu.yaml")).get("services"));
        String settings = String.valueOf(
                map(map(gpuServices.get("taskmanager")).get("environment")).get("FLINK_PROPERTIES"));
        assertThat(settings.lines().toList())
                .containsAll(String.valueOf(environment("taskmanager").get("FLINK_PROPERTIES"))
                        .lines()
                        .filter(line -> !line.startsWith("jobmanager.memory"))
                        .toList())
                .contains("external-resources: gpu", "external-resource.gpu.amount: 1");
        assertThat(read(ROOT.resolve("pom.xml"))).contains("<id>gpu</id>", ">onnxruntime_gpu<");
    }

    @Test
    void everyServiceHasAnImageAndFindsWhatItDependsOn() {
        assertThat(services).containsOnlyKeys("kafka", "topics", "jobmanager", "taskmanager");
        services.forEach((name, description) -> {
            Map<String, Object> service = map(description);
            if (service.get("build") != null) {
                Path context = DOCKER.resolve((String) map(service.get("build")).get("context"))
                        .normalize();
                assertThat(context).as(name).isEqualTo(ROOT);
                assertThat(context.resolve((String) map(service.get("build")).get("dockerfile")))
                        .exists();
            } else {
                assertThat(service.get("image")).as(name).isEqualTo("apache/kafka:" + property("kafka.version"));
            }
            map(service.get("depends_on")).forEach((other, how) -> {
                assertThat(services).as(name).containsKey(other);
                if ("service_healthy".equals(map(how).get("condition"))) {
                    assertThat(map(services.get(other))).as(other).containsKey("healthcheck");
                }
            });
            for (Object mount : list(service.get("volumes"))) {
                assertThat(map(compose.get("volumes")))
                        .containsKey(mount.toString().split(":", 2)[0]);
            }
        });
    }

    @Test
    void noTwoServicesTakeTheSamePort() {
        List<String> ports = new ArrayList<>();
        services.values().forEach(service -> list(map(service).get("ports"))
                .forEach(port -> ports.add(port.toString().split(":", 2)[0])));
        assertThat(ports).contains("8081", "9092").doesNotHaveDuplicates();
    }

    @Test
    void brokerAndTopicsTakeMessagesAsLargeAsProducersSend() {
        Map<String, Object> broker = environment("kafka");
        MessageSizes.broker().forEach((setting, bytes) -> assertThat(String.valueOf(
                        broker.get("KAFKA_" + setting.replace('.', '_').toUpperCase(Locale.ROOT))))
                .as(setting)
                .isEqualTo(bytes));
        String creation =
                list(map(services.get("topics")).get("command")).get(0).toString();
        MessageSizes.topic().forEach((setting, bytes) -> assertThat(creation).contains(setting + "=" + bytes));
        TopicSettings.frames().forEach((setting, value) -> assertThat(creation).contains(setting + "=" + value));
        assertThat(creation).contains("--entity-name \"$$FOGBELL_KAFKA_TOPIC_PREFIX.frames\"");
        assertThat(creation).contains("for stage in frames scores deviations alerts incidents dead-letters;");
        assertThat(new Topics("fogbell").all())
                .containsExactly(
                        "fogbell.frames",
                        "fogbell.scores",
                        "fogbell.deviations",
                        "fogbell.alerts",
                        "fogbell.incidents",
                        "fogbell.dead-letters",
                        "fogbell.policies",
                        "fogbell.policy-acks");
        assertThat(creation).contains("for stage in policies policy-acks;");
        TopicSettings.policies()
                .forEach((setting, value) -> assertThat(creation).contains(setting + "=" + value));
    }

    @Test
    void jobFindsItsClassItsBrokerAndOnlyKnownParameters() {
        assertThat(map(services.get("jobmanager")).get("command"))
                .isEqualTo("standalone-job --job-classname " + FogbellJob.class.getName());
        Map<String, String> defaults = new HashMap<>();
        JobParameters.of(Map.of()).toMap().forEach((key, value) -> defaults.put(variable(key), value));
        Map<String, String> environment = new HashMap<>();
        environment("jobmanager").forEach((name, value) -> {
            // Without a value, compose hands the variable on where it is set: it stands for any value, as the default.
            environment.put(name, value == null ? defaults.getOrDefault(name, "") : expanded(value.toString()));
        });

        JobParameters job = ParameterSources.read(List.of(), environment);

        assertThat(environment.keySet().stream().filter(name -> name.startsWith("FOGBELL_")))
                .hasSizeGreaterThan(2);
        assertThat(job.kafka().topicPrefix())
                .isEqualTo(expanded(String.valueOf(environment("topics").get("FOGBELL_KAFKA_TOPIC_PREFIX"))));
        assertThat(String.valueOf(environment("kafka").get("KAFKA_ADVERTISED_LISTENERS")))
                .contains("//" + job.kafka().bootstrapServers());
    }

    /** The variable of a job parameter's key, as operators are told to write it. */
    private static String variable(String key) {
        return "FOGBELL_" + key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    private static String expanded(String value) {
        return VARIABLE.matcher(value).replaceAll("$2");
    }

    private Map<String, Object> environment(String service) {
        return map(map(services.get(service)).get("environment"));
    }

    private static String property(String name) {
        Matcher property =
                Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<").matcher(read(ROOT.resolve("pom.xml")));
        assertThat(property.find()).as(name).isTrue();
        return property.group(1);
    }

    private static Map<String, Object> yaml(Path file) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return map(new Yaml(new SafeConstructor(strict)).load(read(file)));
    }

    @SuppressWarnings("unchecked") // a YAML mapping whose keys are words
    private static Map<String, Object> map(@Nullable Object node) {
        return node == null ? Map.of() : (Map<String, Object>) node;
    }

    private static List<?> list(@Nullable Object node) {
        return node == null ? List.of() : (List<?>) node;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
