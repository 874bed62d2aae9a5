package org.fogbell.fleet;

import static org.fogbell.verdict.Requirements.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.fogbell.schemas.Policy;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.PolicyAction;
import org.fogbell.verdict.PolicyScope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fogbell policy}: parameters of the running job, without a restart. */
@Command(
        name = "policy",
        description = "Overrides parameters of the running job, for the fleet, a sensor type, a vehicle or a sensor.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PolicyCommand.Set.class, PolicyCommand.Show.class, PolicyCommand.History.class},
        mixinStandardHelpOptions = true)
final class PolicyCommand {
    private PolicyCommand() {}

    private static final String SCOPE = "fleet, sensor-type:TYPE, vehicle:VEHICLE or sensor:VEHICLE/SENSOR.";

    /** {@code fogbell policy set}. */
    @Command(
            name = "set",
            description = {
                "Publishes a scope's next version and waits for the job's answer.",
                "It replaces the version before as a whole; without any KEY=VALUE the scope overrides nothing."
            },
            mixinStandardHelpOptions = true)
    static final class Set implements Callable<Integer> {
        @Mixin
        PolicyOptions options = new PolicyOptions();

        @Option(names = "--scope", required = true, description = "For whom: " + SCOPE)
        String scope = "";

        @Option(
                names = "--rollback-to",
                paramLabel = "VERSION",
                description = "The content of this earlier version, as a new one.")
        @Nullable
        Long rollbackTo;

        @Parameters(
                paramLabel = "KEY=VALUE",
                arity = "0..*",
                description = "Job parameters of alert., baseline., flapping. or shift., as in alert.threshold=4.")
        List<String> words = new ArrayList<>();

        @Spec
        CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws InterruptedException {
            String wanted = PolicyScope.parse(scope).toString();
            Map<String, String> overrides = overrides(words);
            if (rollbackTo != null && !overrides.isEmpty()) {
                throw new IllegalArgumentException("--rollback-to: expected no KEY=VALUE beside it, got " + overrides);
            }
            PolicyClient client = options.client();
            Map<String, PolicyAck> answers = client.answers();
            List<Policy> versions = client.policies().stream()
                    .filter(each -> each.getAction() == PolicyAction.OVERRIDE
                            && each.getScope().equals(wanted))
                    .toList();
            long newest = versions.stream().mapToLong(Policy::getVersion).max().orElse(0);
            return options.ask(
                    options.policy(PolicyAction.OVERRIDE, wanted)
                            .setVersion(newest + 1)
                            .setOverrides(rollbackTo == null ? overrides : earlier(rollbackTo, versions, answers))
                            .build(),
                    spec);
        }

        private static Map<String, String> overrides(List<String> words) {
            Map<String, String> overrides = new TreeMap<>();
            for (String word : words) {
                int equals = word.indexOf('=');
                require(equals > 0, "policy set", word, "KEY=VALUE, as in alert.threshold=4");
                String key = word.substring(0, equals);
                String value = word.substring(equals + 1);
                @Nullable String before = overrides.put(key, value);
                require(before == null, key, before + "' and '" + value, "once");
            }
            return overrides;
        }

        private Map<String, String> earlier(long version, List<Policy> versions, Map<String, PolicyAck> answers) {
            return versions.stream()
                    .filter(each -> each.getVersion() == version)
                    .filter(each -> {
                        @Nullable PolicyAck answer = answers.get(each.getPolicyId());
                        return answer != null && answer.getAccepted();
                    })
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "--rollback-to: expected a version of " + scope + " that was accepted, got " + version))
                    .getOverrides();
        }
    }

    /** {@code fogbell policy show}. */
    @Command(
            name = "show",
            description = "The newest version of each scope that the job accepted.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin
        PolicyOptions options = new PolicyOptions();

        @Spec
        CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws InterruptedException {
            Map<String, PolicyAck> newest = new TreeMap<>();
            options.client().answers().values().stream()
                    .filter(ack -> ack.getAccepted() && ack.getPolicy().getAction() == PolicyAction.OVERRIDE)
                    .sorted(Comparator.comparingLong(ack -> ack.getPolicy().getVersion()))
                    .forEach(ack -> newest.put(ack.getPolicy().getScope(), ack));
            newest.values().forEach(ack -> print(ack.getPolicy(), ack, spec));
            return 0;
        }
    }

    /** {@code fogbell policy history}. */
    @Command(
            name = "history",
            description = "Every policy and order that was ever published, with the job's answer.",
            mixinStandardHelpOptions = true)
    static final class History implements Callable<Integer> {
        @Mixin
        PolicyOptions options = new PolicyOptions();

        @Option(names = "--scope", description = "Of this scope alone: " + SCOPE)
        @Nullable
        String scope;

        @Spec
        CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws InterruptedException {
            @Nullable
            String wanted = scope == null ? null : PolicyScope.parse(scope).toString();
            PolicyClient client = options.client();
            Map<String, PolicyAck> answers = client.answers();
            for (Policy policy : client.policies()) {
                if (wanted == null || policy.getScope().equals(wanted)) {
                    print(policy, answers.get(policy.getPolicyId()), spec);
                }
            }
            return 0;
        }
    }

    private static void print(Policy policy, @Nullable PolicyAck answer, CommandSpec spec) {
        String said = answer == null ? "no answer yet to " + PolicyOptions.name(policy) : PolicyOptions.text(answer);
        List<String> content = new ArrayList<>();
        new TreeMap<>(policy.getOverrides()).forEach((key, value) -> content.add(key + "=" + value));
        String overrides = policy.getAction() == PolicyAction.OVERRIDE
                ? content.isEmpty() ? ", overrides nothing" : ", " + String.join(" ", content)
                : "";
        String reason = policy.getReason().isEmpty() ? "" : ": " + policy.getReason();
        spec.commandLine().getOut().println(said + overrides + "  [" + policy.getAuthor() + reason + "]");
    }
}
