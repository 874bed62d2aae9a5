package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.formats.avro.utils.DataOutputEncoder;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.schemas.BlockProfile;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.OutlyingFeature;
import org.fogbell.schemas.Position;
import org.fogbell.verdict.NamedNumbers;
import org.fogbell.verdict.SampleScores;
import org.junit.jupiter.api.Test;

class ScoreSerializerTest {
    private static final TypeSerializer<FrameScore> PLAIN =
            new AvroTypeInfo<>(FrameScore.class).createSerializer(new SerializerConfigImpl());

    private final TypeSerializer<FrameScore> serializer = new ScoreType().createSerializer(new SerializerConfigImpl());

    @Test
    void readsWhatFlinksOwnWritesAndWritesTheSame() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            FrameScore score = any(new Random(seed));
            byte[] written = bytes(PLAIN, score);
            FrameScore read = read(written);
            assertThat(read).as("seed %d", seed).isEqualTo(score);
            assertThat(read(bytes(serializer, read))).as("seed %d", seed).isEqualTo(score);
            assertThat(PLAIN.deserialize(new DataInputDeserializer(bytes(serializer, read))))
                    .as("seed %d", seed)
                    .isEqualTo(score);
        }
    }

    @Test
    void scoresOfTheSameNamesShareThem() throws IOException {
        FrameScore first = of(Map.of("points", 1.0, "rings", 2.0));
        FrameScore second = of(Map.of("points", 3.0, "rings", 4.0));
        List<String> names = names(read(bytes(PLAIN, first)));
        assertThat(names(read(bytes(PLAIN, second))))
                .usingElementComparator((a, b) -> a == b ? 0 : 1)
                .containsExactlyElementsOf(names);
        assertThat(read(bytes(PLAIN, first)).getFeatures()).isInstanceOf(NamedNumbers.class);
    }

    /** Fewer names, more, others, the same in another order, long ones, none: each map says what was written. */
    @Test
    void readsWhateverNamesComeNext() throws IOException {
        String longName = "x".repeat(65);
        String longest = "ü".repeat(40_000);
        List<List<String>> all = List.of(
                List.of("a", "b", "c"),
                List.of("a", "b"),
                List.of("a", "b", "c", "d"),
                List.of(),
                List.of("b", "a", "c"),
                List.of("a", "x", "c"),
                List.of(longName, "a"),
                List.of(longName, "a"),
                List.of("a", longest),
                List.of("", "a"),
                List.of("a", "b", "c"));
        for (List<String> names : all) {
            Map<String, Double> features = new LinkedHashMap<>();
            names.forEach(name -> features.put(name, (double) features.size()));
            FrameScore read = read(bytes(PLAIN, of(features)));
            assertThat(read.getFeatures()).as("%s", names.size()).isEqualTo(features);
            assertThat(new ArrayList<>(read.getFeatures().keySet())).isEqualTo(names);
        }
    }

    /** The same layers again, others, more and fewer blocks, none: each profile says what was written. */
    @Test
    void readsWhateverProfileComesNext() throws IOException {
        BlockProfile first = new BlockProfile("block1", List.of("l0", "l1"), List.of(1.0, 2.0));
        BlockProfile same = new BlockProfile("block1", List.of("l0", "l1"), List.of(3.0, 4.0));
        BlockProfile other = new BlockProfile("block2", List.of("l0"), List.of(5.0));
        List<List<BlockProfile>> all = List.of(
                List.of(first), List.of(same), List.of(other, same), List.of(first, other), List.of(), List.of(same));
        for (List<BlockProfile> profile : all) {
            assertThat(profileRead(profile)).isEqualTo(profile);
        }
    }

    @Test
    void scoresOfTheSameLayersShareTheirNames() throws IOException {
        List<BlockProfile> before = profileRead(List.of(new BlockProfile("b", List.of("l0", "l1"), List.of(1.0, 2.0))));
        List<BlockProfile> after = profileRead(List.of(new BlockProfile("b", List.of("l0", "l1"), List.of(3.0, 4.0))));
        assertThat(after.get(0).getLayers()).isSameAs(before.get(0).getLayers());
    }

    private List<BlockProfile> profileRead(List<BlockProfile> profile) throws IOException {
        return read(bytes(PLAIN, SampleScores.frame(1).setProfile(profile).build()))
                .getProfile();
    }

    /** As many different sets of names as there are frames fill no memory that stays, and are no end of sharing. */
    @Test
    void keepsFewNamesWhereTheyAreData() throws IOException {
        FamiliarStrings decoder = new FamiliarStrings();
        FamiliarStrings.Expected likely = FamiliarStrings.Expected.NOTHING;
        for (int n = 0; n < 2_000; n++) {
            Map<String, Double> features = new TreeMap<>(Map.of("frame-" + n, 1.0 * n, "points", 2.0));
            FamiliarStrings.Numbers read = numbers(decoder, likely, features);
            assertThat(read.numbers()).isEqualTo(features);
            assertThat(decoder.sets()).isLessThanOrEqualTo(FamiliarStrings.MOST_SETS);
            likely = read.expected();
        }
        FamiliarStrings.Expected others =
                numbers(decoder, likely, Map.of("rings", 1.0)).expected();
        numbers(decoder, others, Map.of("points", 1.0));
        assertThat(numbers(decoder, likely, Map.of("rings", 2.0)).expected()).isSameAs(others);
    }

    private static FamiliarStrings.Numbers numbers(
            FamiliarStrings decoder, FamiliarStrings.Expected likely, Map<String, Double> numbers) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        DataOutputEncoder encoder = new DataOutputEncoder();
        encoder.setOut(out);
        new SpecificDatumWriter<Map<String, Double>>(Schema.createMap(Schema.create(Schema.Type.DOUBLE)))
                .write(numbers, encoder);
        decoder.setIn(new DataInputDeserializer(out.getCopyOfBuffer()));
        return decoder.readNumbers(likely);
    }

    @Test
    void aCheckpointSaysWhatFlinksOwnSays() {
        assertThat(serializer.snapshotConfiguration().resolveSchemaCompatibility(PLAIN.snapshotConfiguration()))
                .matches(compatibility -> compatibility.isCompatibleAsIs());
        assertThat(serializer.snapshotConfiguration()).hasSameClassAs(PLAIN.snapshotConfiguration());
        assertThat(serializer.duplicate()).isEqualTo(serializer).isNotSameAs(serializer);
    }

    private FrameScore read(byte[] written) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(written);
        FrameScore read = serializer.deserialize(in);
        assertThat(in.available()).isZero();
        return read;
    }

    private static byte[] bytes(TypeSerializer<FrameScore> serializer, FrameScore score) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1_024);
        serializer.serialize(score, out);
        return out.getCopyOfBuffer();
    }

    private static List<String> names(FrameScore score) {
        return List.copyOf(score.getFeatures().keySet());
    }

    private static FrameScore of(Map<String, Double> features) {
        return SampleScores.frame(1).setFeatures(features).build();
    }

    private static FrameScore any(Random random) {
        Map<String, Double> features = new HashMap<>();
        Map<String, Double> statistics = new TreeMap<>();
        for (int i = random.nextInt(5); i < 40; i += 1 + random.nextInt(2)) {
            features.put("layer.block" + i, random.nextGaussian());
            statistics.put("statistic_" + i, random.nextDouble());
        }
        FrameScore.Builder score = SampleScores.frame(random.nextInt(1_000))
                .setFeatures(features)
                .setStatistics(statistics)
                .setScores(Map.of("profile", random.nextDouble()))
                .setProfile(List.of(new BlockProfile("block1", List.of("l0", "l1"), List.of(1.0, random.nextDouble()))))
                .setBlind(random.nextBoolean())
                .setClockClamped(random.nextBoolean())
                .setPosition(random.nextBoolean() ? null : new Position(1.5, -2.5))
                .setFirmware(random.nextBoolean() ? null : "4.07")
                .setCalibration(random.nextBoolean() ? null : new BaselineLevel(BaselineSource.BUNDLE, 0.5, 0.25, 7L))
                .setOutlyingFeatures(List.of(new OutlyingFeature("points", 1.0, 2.0, random.nextGaussian())))
                .setCaptureJitter(random.nextBoolean() ? null : random.nextDouble());
        if (random.nextBoolean()) {
            score.setRobustZ(random.nextGaussian())
                    .setPolicy(AppliedPolicy.newBuilder()
                            .setOverrides(Map.of("alert.threshold", "4"))
                            .setFalseAlarmAt(SampleScores.at(3))
                            .build());
        }
        return score.build();
    }
}
