package org.fogbell.fleet;

import org.fogbell.schemas.Topics;
import picocli.CommandLine.Option;

/** Which Kafka a command talks to. The job's names of these parameters are understood too. */
final class KafkaOptions {
    @Option(
            names = {"--bootstrap-servers", "--kafka.bootstrap-servers"},
            defaultValue = "localhost:9092",
            description = "Brokers, host:port,...")
    String bootstrapServers = "localhost:9092";

    @Option(
            names = {"--topic-prefix", "--kafka.topic-prefix"},
            defaultValue = "fogbell",
            description = "Prefix of the topics.")
    String topicPrefix = "fogbell";

    Topics topics() {
        return new Topics(topicPrefix);
    }
}
