package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.CompositeType;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.schemas.DeadLetterStage;
import org.fogbell.schemas.Deviation;
import org.fogbell.verdict.AlertEpisode;
import org.fogbell.verdict.AlertLifecycle;
import org.fogbell.verdict.FeatureLevels;
import org.fogbell.verdict.JudgedSensor;
import org.fogbell.verdict.Liveness;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.SampleWindows;
import org.fogbell.verdict.SensorBaseline;
import org.fogbell.verdict.Sighting;
import org.fogbell.verdict.WindowStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What crosses an operator or stays in state is a POJO or Avro: Flink can evolve it, and Kryo never sees it. */
class TypesTest {
    private static final StreamExecutionEnvironment ENV = new StreamExecutionEnvironment();

    static {
        FogbellJob.build(ENV, JobParameters.of(Map.of()));
    }

    @Test
    void allowsNoGenericTypes() {
        SerializerConfig config = ENV.getConfig().getSerializerConfig();
        assertThat(config.hasGenericTypesDisabled()).isTrue();
        assertThatThrownBy(() -> new GenericTypeInfo<>(Thread.class).createSerializer(config))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void writesEveryStreamOfTheGraphAsPojoOrAvro() {
        List<TypeSerializer<?>> serializers = new ArrayList<>();
        for (StreamNode node : ENV.getStreamGraph(false).getStreamNodes()) {
            serializers.addAll(Arrays.asList(node.getTypeSerializersIn()));
            serializers.add(node.getTypeSerializerOut());
            serializers.add(node.getStateKeySerializer());
            node.getOutEdges().stream()
                    .filter(edge -> edge.getOutputTag() != null)
                    .map(edge -> edge.getOutputTag()
                            .getTypeInfo()
                            .createSerializer(ENV.getConfig().getSerializerConfig()))
                    .forEach(serializers::add);
        }
        assertThat(serializers)
                .filteredOn(Objects::nonNull)
                .filteredOn(serializer -> !serializer.getClass().getName().contains("CommittableMessage"))
                .hasSizeGreaterThan(20)
                .allMatch(serializer -> serializer instanceof PojoSerializer || serializer instanceof AvroSerializer);
    }

    /** Every type of ours in a stream or in state, with whatever may be null. */
    static List<Object> values() {
        RawFrame raw = SampleFrames.raw(SampleFrames.sweep());
        WindowStatistics window =
                new WindowStatistics().add(SampleScores.judged(1, 9).build(), 3);
        Liveness seen = Liveness.first(Sighting.of(SampleScores.frame(1).build(), Long.MIN_VALUE));
        return List.of(
                raw,
                new RawFrame("fogbell.frames", 0, 1, 2, null, new byte[0]),
                SampleFrames.received(SampleFrames.sweep()),
                FrameOutcome.of(SampleScores.frame(1).build()),
                FrameOutcome.of(DeadLetters.unscorable(
                        SampleFrames.received(SampleFrames.sweep()),
                        DeadLetterStage.PERCEPTION,
                        new IllegalStateException("no"))),
                new SensorKey("car-1", "lidar-top"),
                new JudgedSensor(
                        new SensorBaseline("m/eloss", BaselineSource.UNKNOWN, new double[] {1, 2}, 0, 0, 0, null),
                        5,
                        0),
                new JudgedSensor(
                        new SensorBaseline(
                                "m/combined",
                                BaselineSource.SENSOR,
                                new double[0],
                                1,
                                2,
                                3,
                                new FeatureLevels(new String[] {"points"}, new double[] {1}, new double[] {2})),
                        5,
                        6),
                RecentFrames.NONE.with(7),
                new WindowStatistics(),
                window,
                AlertEpisode.QUIET,
                episode(SampleWindows.beyond(0)),
                episode(SampleWindows.beyond(0), SampleWindows.beyond(1)),
                episode(
                        SampleWindows.beyond(0),
                        SampleWindows.beyond(1),
                        SampleWindows.normal(100),
                        SampleWindows.normal(101),
                        SampleWindows.normal(102)),
                seen,
                seen.fellSilent(),
                new LivenessTimers(1, 2, Long.MIN_VALUE, 3),
                new LastSeen(1, 2));
    }

    /** Of a sensor that is worked on from its hundredth window on. */
    private static AlertEpisode episode(Deviation... windows) {
        String spans = "* " + SampleWindows.start(100) + "/" + SampleWindows.start(200);
        AlertLifecycle lifecycle = new AlertLifecycle(
                JobParameters.of(Map.of("maintenance.spans", "*/" + spans)).alertRules());
        AlertEpisode episode = AlertEpisode.QUIET;
        for (Deviation window : windows) {
            episode = lifecycle.step(episode, window).episode();
        }
        return episode;
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void readsBackWhatItWrites(T value) throws IOException {
        @SuppressWarnings("unchecked")
        TypeInformation<T> type = (TypeInformation<T>) TypeInformation.of(value.getClass());
        assertThat(type).isInstanceOf(PojoTypeInfo.class);
        assertThat(generic(type)).isEmpty();
        TypeSerializer<T> serializer = type.createSerializer(ENV.getConfig().getSerializerConfig());
        DataOutputSerializer out = new DataOutputSerializer(1_024);
        serializer.serialize(value, out);
        T read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        assertThat(read).usingRecursiveComparison().isEqualTo(value);
        assertThat(serializer.copy(value)).usingRecursiveComparison().isEqualTo(value);
    }

    @Test
    void coversEveryPublicTypeThatFlinkMaySee() {
        assertThat(values().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(
                        RawFrame.class,
                        ReceivedFrame.class,
                        FrameOutcome.class,
                        SensorKey.class,
                        JudgedSensor.class,
                        RecentFrames.class,
                        WindowStatistics.class,
                        AlertEpisode.class,
                        Liveness.class,
                        LivenessTimers.class,
                        LastSeen.class);
    }

    /** The types below a POJO that Kryo would have to write; an Avro record writes all that is below it. */
    private static List<TypeInformation<?>> generic(TypeInformation<?> type) {
        List<TypeInformation<?>> found = new ArrayList<>();
        if (type instanceof GenericTypeInfo) {
            found.add(type);
        } else if (type instanceof CompositeType<?> composite && !(type instanceof AvroTypeInfo)) {
            for (int i = 0; i < composite.getArity(); i++) {
                found.addAll(generic(composite.getTypeAt(i)));
            }
        }
        return found;
    }
}
