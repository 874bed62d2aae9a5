package org.fogbell.fleet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.fogbell.schemas.MessageSizes;
import org.fogbell.schemas.TopicSettings;
import org.fogbell.schemas.Topics;

/**
 * A real Kafka broker (KRaft, one node, broker and controller) inside this process, listening on the loopback address
 * and keeping its log in a folder that goes when it is closed. For the demo and for tests.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaRaftServer server;
    private final Path folder;
    private final String bootstrapServers;

    private EmbeddedBroker(KafkaRaftServer server, Path folder, String bootstrapServers) {
        this.server = server;
        this.folder = folder;
        this.bootstrapServers = bootstrapServers;
    }

    /** Formats a new log folder and returns when the broker answers. */
    public static EmbeddedBroker start() throws IOException {
        Path folder = Files.createTempDirectory("fogbell-kafka-");
        int[] ports = freePorts();
        KafkaRaftServer server = null;
        try {
            Map<String, String> config = config(folder, ports[0], ports[1]);
            format(folder);
            server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(server, folder, "localhost:" + ports[0]);
        } catch (RuntimeException e) {
            Folders.delete(folder);
            throw new IOException("the embedded Kafka broker did not start in " + folder, e);
        }
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Creates the topics of a prefix, for frames that come from vehicles. */
    public void createTopics(Topics topics, int partitions) throws InterruptedException {
        create(topics, partitions, TopicSettings.frames());
    }

    /** Creates the topics of a prefix, for a recording whose frames keep their times. */
    public void createTopicsForRecording(Topics topics, int partitions) throws InterruptedException {
        create(topics, partitions, TopicSettings.recordedFrames());
    }

    private void create(Topics topics, int partitions, Map<String, String> ofFrames) throws InterruptedException {
        List<NewTopic> wanted = new ArrayList<>();
        for (String name : topics.all()) {
            if (name.equals(topics.policies()) || name.equals(topics.policyAcks())) {
                wanted.add(new NewTopic(name, 1, (short) 1).configs(TopicSettings.policies()));
            } else {
                boolean frames = name.equals(topics.frames());
                wanted.add(
                        new NewTopic(name, partitions, (short) 1).configs(frames ? ofFrames : TopicSettings.results()));
            }
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(wanted).all().get();
            awaitLeader(admin, wanted);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot create the topics " + topics.all(), e.getCause());
        }
    }

    /**
     * Returns when the broker leads all partitions. The controller says that topics are made before the broker has heard of them: what
     * an idempotent producer sends meanwhile may be refused for one batch and taken for the next, whose sequence then bars the first
     * until it expires.
     */
    private static void awaitLeader(Admin admin, List<NewTopic> topics)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean led = false;
        while (!led) {
            try {
                admin.listOffsets(ends).all().get();
                led = true;
            } catch (ExecutionException e) {
                boolean unheardOf = e.getCause() instanceof UnknownTopicOrPartitionException;
                if (!unheardOf || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        Folders.delete(folder);
    }

    private static Map<String, String> config(Path folder, int brokerPort, int controllerPort) {
        Map<String, String> config = new HashMap<>(MessageSizes.broker());
        config.put("process.roles", "broker,controller");
        config.put("node.id", "1");
        config.put("controller.quorum.voters", "1@localhost:" + controllerPort);
        config.put("controller.listener.names", "CONTROLLER");
        config.put("listeners", "PLAINTEXT://localhost:" + brokerPort + ",CONTROLLER://localhost:" + controllerPort);
        config.put("advertised.listeners", "PLAINTEXT://localhost:" + brokerPort);
        config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.put("log.dirs", folder.toString());
        config.put("offsets.topic.replication.factor", "1");
        config.put("offsets.topic.num.partitions", "4");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("transaction.state.log.num.partitions", "4");
        config.put("group.initial.rebalance.delay.ms", "0");
        // By size alone: a replay that keeps its recorded times would be older than any retention by time.
        config.put("log.retention.ms", "-1");
        config.put("log.retention.bytes", String.valueOf(1L << 30));
        config.put("auto.create.topics.enable", "false");
        return config;
    }

    private static void format(Path folder) throws IOException {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setControllerListenerName("CONTROLLER")
                .addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString());
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IOException("cannot format " + folder + " for Kafka", e);
        }
    }

    private static int[] freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new int[] {one.getLocalPort(), other.getLocalPort()};
        }
    }
}
