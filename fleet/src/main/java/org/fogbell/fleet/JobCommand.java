package org.fogbell.fleet;

import static org.fogbell.verdict.Requirements.require;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.fogbell.schemas.TopicSettings;
import org.fogbell.topology.FogbellJob;
import org.fogbell.topology.JobParameters;
import org.fogbell.topology.ParameterSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code fogbell job}: the job in this process, against any Kafka. A cluster runs the same graph by {@code flink run}. */
@Command(
        name = "job",
        description = "Runs the job in this process against any Kafka. Options are job parameters, see --help.")
final class JobCommand implements Callable<Integer> {
    @Option(names = "--help", description = "Lists every job parameter with its default, unit and meaning.")
    boolean help;

    @Option(names = "--print-config", description = "Prints what the job would run with, as a config file, and ends.")
    boolean printConfig;

    @Option(names = "--parallelism", defaultValue = "1", description = "Subtasks per operator (default: 1).")
    int parallelism;

    @Unmatched
    List<String> parameters = new ArrayList<>();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        if (help) {
            spec.commandLine().usage(out);
            out.println("\nJob parameters (arguments > environment FOGBELL_... > file by --config > defaults):");
            JobParameters.help().forEach(out::println);
            return 0;
        }
        require(parallelism >= 1, "--parallelism", parallelism, "at least 1");
        JobParameters job = ParameterSources.read(parameters, System.getenv());
        if (printConfig) {
            job.toMap().forEach((key, value) -> out.println(key + " = " + value));
            return 0;
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, new Configuration());
        FogbellJob.build(env, job);
        spec.commandLine()
                .getErr()
                .println("fogbell: reading " + job.kafka().topics().frames() + " at "
                        + job.kafka().bootstrapServers() + "; stop with Ctrl-C");
        reportStamps(job.kafka());
        env.execute("fogbell");
        return 0;
    }

    /** The job reads on in any case, and says in its log what it met. */
    private void reportStamps(JobParameters.Kafka kafka) throws InterruptedException {
        String topic = kafka.topics().frames();
        var err = spec.commandLine().getErr();
        try {
            if (RecordStamps.of(kafka.bootstrapServers(), topic) == RecordStamps.PRODUCERS) {
                err.println("fogbell: topic " + topic + ": expected " + TopicSettings.STAMPED_BY + "="
                        + TopicSettings.BROKER + ", got " + TopicSettings.PRODUCERS
                        + ": right for a recording that keeps its times; of a live fleet, one wrong clock can make"
                        + " others late, or hold them back");
            }
        } catch (IOException e) {
            err.println("fogbell: " + e.getMessage());
        }
    }
}
