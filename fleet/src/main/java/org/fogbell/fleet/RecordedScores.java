package org.fogbell.fleet;

import static org.fogbell.verdict.Requirements.require;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.Position;
import org.fogbell.verdict.Hexagons;
import org.fogbell.verdict.JudgedScore;
import org.fogbell.verdict.NamedNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Scores that somebody recorded: what holds of all that the job publishes is checked, since a file may say anything, and what no
 * replay asks for is dropped, so that long recordings fit into memory. One thread.
 */
final class RecordedScores {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private final Map<String, String> texts = new HashMap<>();
    private final Map<List<String>, NamedNumbers.Names> names = new HashMap<>();

    /** The same record, checked and with as little in it as a replay needs. */
    FrameScore take(FrameScore score) {
        checked(score);
        score.setProfile(List.of());
        score.setStatistics(Map.of());
        score.setNotes(List.of());
        score.setOutlyingFeatures(List.of());
        score.setGuardRailsAgreeing(List.of());
        score.setEvidenceBeganAt(null);
        score.setBaseline(null);
        score.setPolicy(null);
        score.setVehicleId(known(score.getVehicleId()));
        score.setSensorId(known(score.getSensorId()));
        score.setSensorType(known(score.getSensorType()));
        score.setModelDigest(known(score.getModelDigest()));
        score.setJudgedBy(known(score.getJudgedBy()));
        score.getOrigin().setTopic(known(score.getOrigin().getTopic()));
        score.setScores(compact(score.getScores()));
        score.setFeatures(compact(score.getFeatures()));
        return score;
    }

    private String known(String text) {
        return texts.computeIfAbsent(text, same -> same);
    }

    private NamedNumbers compact(Map<String, Double> numbers) {
        List<String> keys = List.copyOf(numbers.keySet());
        double[] values =
                numbers.values().stream().mapToDouble(Double::doubleValue).toArray();
        return new NamedNumbers(names.computeIfAbsent(keys, NamedNumbers.Names::new), values);
    }

    /** The score itself; an {@link IllegalArgumentException} names the key, what was expected and what came. */
    static FrameScore checked(FrameScore score) {
        requireNamed("vehicle_id", score.getVehicleId());
        requireNamed("sensor_id", score.getSensorId());
        Instant time = score.getEventTime();
        require(
                !time.isBefore(EARLIEST) && time.isBefore(END),
                "FrameScore.event_time",
                time,
                "a time of the years 1970 to 9999");
        require(score.getEloss() >= 0, "FrameScore.eloss", score.getEloss(), "0 or more");
        @Nullable Position position = score.getPosition();
        @Nullable String fault = position == null ? null : Hexagons.fault(position);
        if (fault != null) {
            throw new IllegalArgumentException("FrameScore.position: " + fault);
        }
        String judgedBy = score.getJudgedBy();
        require(
                Arrays.stream(JudgedScore.values())
                        .anyMatch(known -> known.key().equals(judgedBy)),
                "FrameScore.judged_by",
                judgedBy,
                "one of "
                        + Arrays.stream(JudgedScore.values())
                                .map(JudgedScore::key)
                                .toList());
        require(
                !judgedBy.equals(JudgedScore.PROFILE.key()) || score.getScores().containsKey(judgedBy),
                "FrameScore.scores",
                score.getScores(),
                "the score " + judgedBy + ", which the frame is judged by");
        return score;
    }

    private static void requireNamed(String key, String name) {
        require(!name.isBlank(), "FrameScore." + key, name, "a name");
    }
}
