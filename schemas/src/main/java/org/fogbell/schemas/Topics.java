package org.fogbell.schemas;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The eight topics of one installation, by their common prefix.
 *
 * @param prefix letters, digits, '.', '_' and '-', as Kafka wants them, at most 200
 */
public record Topics(String prefix) {
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,200}");

    public Topics {
        if (!LEGAL.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "expected a topic prefix of 1 to 200 letters, digits, '.', '_' and '-', got '" + prefix + "'");
        }
    }

    /** SensorFrame: from the vehicles to the job. */
    public String frames() {
        return prefix + ".frames";
    }

    /** FrameScore: one for each frame that was scored. */
    public String scores() {
        return prefix + ".scores";
    }

    /** Deviation: one for each sensor and window. */
    public String deviations() {
        return prefix + ".deviations";
    }

    /** Alert: one for each change of an alert. */
    public String alerts() {
        return prefix + ".alerts";
    }

    /** Incident: one for each change of an incident. */
    public String incidents() {
        return prefix + ".incidents";
    }

    /** DeadLetter: one for each frame that could not be scored. */
    public String deadLetters() {
        return prefix + ".dead-letters";
    }

    /** Policy: from operators to the running job. One partition, so that versions keep their order. */
    public String policies() {
        return prefix + ".policies";
    }

    /** PolicyAck: the job's answers. */
    public String policyAcks() {
        return prefix + ".policy-acks";
    }

    public List<String> all() {
        return List.of(
                frames(), scores(), deviations(), alerts(), incidents(), deadLetters(), policies(), policyAcks());
    }
}
