package org.fogbell.topology;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** The jar that {@code flink run} takes: what is in it, what is not, and that a cluster has the rest. */
class JobJarITCase {
    /** Jars of a Flink distribution and of its {@code lib/}, as the build's {@code cluster} profile fills it. */
    private static final Pattern IN_THE_CLUSTER = Pattern.compile(
            "flink-(?!avro|connector-base|connector-kafka).*|kryo-.*|reflectasm-.*|objenesis-.*|minlog-.*|RoaringBitmap-.*"
                    + "|commons-(cli|collections|compress|io|lang3|math3|text)-.*|snakeyaml-engine-.*|javassist-.*"
                    + "|snappy-java-.*|lz4-java-.*|async-profiler-.*|slf4j-api-.*|log4j-.*"
                    + "|h3-.*|api-\\d.*|onnxruntime(_gpu)?-.*|jna-.*|gson-.*|zstd-jni-.*|jackson-(core|databind|annotations)-.*"
                    + "|fogbell-models-.*");

    private static final int RESTARTS = 20;

    private final Path jar = Path.of(requireNonNull(System.getProperty("fogbell.job.jar"), "fogbell.job.jar"));

    @Test
    void holdsTheJobAndWhatNoClusterHas() throws IOException {
        assertThat(entries())
                .contains(
                        "org/fogbell/topology/FogbellJob.class",
                        "org/fogbell/schemas/SensorFrame.class",
                        "org/fogbell/schemas/released/SensorFrame/v1.avsc",
                        "org/apache/flink/connector/kafka/source/KafkaSource.class",
                        "org/apache/flink/connector/base/DeliveryGuarantee.class",
                        "org/apache/flink/formats/avro/typeutils/AvroSerializer.class",
                        "org/apache/kafka/clients/consumer/KafkaConsumer.class",
                        "org/apache/avro/Schema.class",
                        "com/fasterxml/jackson/databind/ObjectMapper.class");
        try (JarFile opened = new JarFile(jar.toFile())) {
            Attributes manifest = opened.getManifest().getMainAttributes();
            assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo(FogbellJob.class.getName());
        }
    }

    @Test
    void leavesOutFlinkTheModelsDjlAndEveryNativeLibrary() throws IOException {
        Pattern outside = Pattern.compile(
                "(org/fogbell/models|ai/djl|ai/onnx|ai/onnxruntime|com/sun/jna|com/google|com/github/luben|com/uber|org/xerial"
                        + "|net/jpountz|org/slf4j|org/apache/log4j|org/apache/logging|com/esotericsoftware"
                        + "|org/apache/flink/(runtime|core|client|api|configuration|streaming/api|util))/.*"
                        + "|.*\\.(so|dll|dylib|jnilib)|META-INF/.*\\.(SF|DSA|RSA)");
        assertThat(entries()).noneMatch(entry -> outside.matcher(entry).matches());
    }

    @Test
    void mergesServicesThatSeveralPartsOffer() throws IOException {
        assertThat(service("com.fasterxml.jackson.databind.Module"))
                .contains(
                        "com.fasterxml.jackson.datatype.jsr310.JavaTimeModule",
                        "com.fasterxml.jackson.datatype.jdk8.Jdk8Module");
        assertThat(service("org.apache.avro.LogicalTypes$LogicalTypeFactory"))
                .contains("org.fogbell.schemas.TrustedRecords");
    }

    @Test
    void makesItsGraphOnTopOfAClusterAlone() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader cluster = new URLClassLoader(clusterJars(), ClassLoader.getPlatformClassLoader());
                URLClassLoader job = new URLClassLoader(new URL[] {jar.toUri().toURL()}, cluster)) {
            Thread.currentThread().setContextClassLoader(job);
            Class<?> environment =
                    job.loadClass("org.apache.flink.streaming.api.environment.StreamExecutionEnvironment");
            Class<?> parameters = job.loadClass(JobParameters.class.getName());
            Object env = environment.getMethod("getExecutionEnvironment").invoke(null);
            Object defaults = parameters.getMethod("of", Map.class).invoke(null, Map.of());

            job.loadClass(FogbellJob.class.getName())
                    .getMethod("build", environment, parameters)
                    .invoke(null, env, defaults);
            Object streamGraph = environment.getMethod("getStreamGraph").invoke(env);
            Object jobGraph = streamGraph.getClass().getMethod("getJobGraph").invoke(streamGraph);

            assertThat(jobGraph.getClass().getMethod("getNumberOfVertices").invoke(jobGraph))
                    .asInstanceOf(InstanceOfAssertFactories.INTEGER)
                    .isGreaterThan(1);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Each restart has a class loader of its own, as a task manager gives it; natives are loaded once a process. */
    @Test
    @SuppressWarnings("unchecked")
    void scoresAFrameAtTheTwentiethRestartInOneProcess() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        URL tests = RestartedSubtask.class.getProtectionDomain().getCodeSource().getLocation();
        List<Double> elosses = new ArrayList<>();
        try (URLClassLoader cluster = new URLClassLoader(clusterJars(), ClassLoader.getPlatformClassLoader())) {
            for (int restart = 1; restart <= RESTARTS; restart++) {
                try (URLClassLoader job =
                        new URLClassLoader(new URL[] {jar.toUri().toURL(), tests}, cluster)) {
                    Thread.currentThread().setContextClassLoader(job);
                    Class<?> subtask = job.loadClass(RestartedSubtask.class.getName());
                    assertThat(subtask.getClassLoader()).isSameAs(job);
                    elosses.add(
                            ((Callable<Double>) subtask.getDeclaredConstructor().newInstance()).call());
                }
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        assertThat(elosses).hasSize(RESTARTS).allMatch(eloss -> eloss.equals(elosses.get(0)));
    }

    private static URL[] clusterJars() throws IOException {
        List<URL> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            File file = new File(entry);
            if (IN_THE_CLUSTER.matcher(file.getName()).matches()
                    || file.toPath().endsWith("models/target/classes")) {
                jars.add(file.toURI().toURL());
            }
        }
        return jars.toArray(new URL[0]);
    }

    private List<String> entries() throws IOException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            return opened.stream().map(ZipEntry::getName).toList();
        }
    }

    private List<String> service(String name) throws IOException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            ZipEntry entry = opened.getEntry("META-INF/services/" + name);
            assertThat(entry).as(name).isNotNull();
            return new String(opened.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
