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
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.DeadLetterStage;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.IncidentCause;
import org.fogbell.verdict.AlertEpisode;
import org.fogbell.verdict.AlertLifecycle;
import org.fogbell.verdict.Attribution;
import org.fogbell.verdict.CauseJudge;
import org.fogbell.verdict.Evidence;
import org.fogbell.verdict.FleetCountJudge;
import org.fogbell.verdict.FleetJudge;
import org.fogbell.verdict.FleetOpinion;
import org.fogbell.verdict.FleetWord;
import org.fogbell.verdict.GroupNews;
import org.fogbell.verdict.IncidentJudge;
import org.fogbell.verdict.Liveness;
import org.fogbell.verdict.MemberAlert;
import org.fogbell.verdict.MemberChange;
import org.fogbell.verdict.MembershipJudge;
import org.fogbell.verdict.OpenIncident;
import org.fogbell.verdict.Patience;
import org.fogbell.verdict.PlaceJudge;
import org.fogbell.verdict.PlaceOpinion;
import org.fogbell.verdict.PolicyBook;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.SampleWindows;
import org.fogbell.verdict.ScoreTail;
import org.fogbell.verdict.SeenFrame;
import org.fogbell.verdict.SensorView;
import org.fogbell.verdict.Sighting;
import org.fogbell.verdict.Software;
import org.fogbell.verdict.Testimony;
import org.fogbell.verdict.VehicleNews;
import org.fogbell.verdict.WitnessJudge;
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
    void writesEveryStreamAndKeyOfTheGraphAsPojoAvroOrText() {
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
                .allMatch(serializer -> serializer instanceof PojoSerializer
                        || serializer instanceof AvroSerializer
                        || serializer instanceof ScoreSerializer
                        || serializer instanceof StringSerializer
                        || serializer instanceof ReceivedFrameSerializer);
    }

    /** Every type of ours in a stream or in state, with whatever may be null. */
    static List<Object> values() {
        RawFrame raw = SampleFrames.raw(SampleFrames.sweep());
        SeenFrame frame = SeenFrame.of(SampleScores.frame(1).build());
        Liveness seen = Liveness.first(Sighting.of(frame, Long.MIN_VALUE));
        SensorView view = new SensorView(
                "lidar-top", "hdl-64e", new Software("c0ffee", "hdl-64e", "4.07"), true, false, true, -7.5, 7.25, 5);
        Testimony said = new Testimony("car-1", 5, 7, List.of(view), List.of("camera"));
        Evidence evidence = new Evidence(2, 1, List.of("car-2", "car-3"), List.of("car-4"));
        PlaceOpinion opinion = new PlaceOpinion("car-1", "lidar-top", 5, 7, true, false, evidence);
        MemberAlert alert = MemberAlert.of(
                new AlertLifecycle(
                                JobParameters.of(Map.of("alert.windows", "1")).alertRules())
                        .step(AlertEpisode.QUIET, SampleWindows.beyond(2))
                        .alerts()
                        .get(0),
                true);
        Attribution.Finding finding =
                new Attribution.Finding(IncidentCause.WEATHER, 7, evidence, "", new Software("", "hdl-64e", "4.07"));
        Attribution attribution = new Attribution(alert, 6, 4, finding);
        FleetCountJudge.Count count = new FleetCountJudge.Count("c0ffee", 3, 5, evidence);
        FleetOpinion fleet = new FleetOpinion("c0ffee", 3, 5, 4, evidence, new Software("c0ffee", "", ""));
        MemberChange.Part part = new MemberChange.Part(1, 1, AlertSeverity.CRITICAL, 4, Long.MIN_VALUE, List.of(alert));
        MemberChange change = new MemberChange("WEATHER/7", "a", 6, false, finding, part);
        return List.of(
                raw,
                new RawFrame("fogbell.frames", 0, 1, 2, null, new byte[0]),
                SampleFrames.received(SampleFrames.sweep()).withoutPayload(),
                FrameOutcome.of(SampleScores.frame(1).build()),
                FrameOutcome.of(DeadLetters.unscorable(
                        SampleFrames.received(SampleFrames.sweep()),
                        DeadLetterStage.PERCEPTION,
                        new IllegalStateException("no"))),
                new SensorKey("car-1", "lidar-top"),
                new ScoreTail(
                        "m/eloss", 1, new float[] {2}, 3, 4, 5, 6, 7, new float[] {8, 9}, new float[0], List.of()),
                new ScoreTail(
                        "m/eloss",
                        1,
                        new float[] {2},
                        3,
                        4,
                        5,
                        6,
                        7,
                        new float[0],
                        new float[0],
                        List.of(new ScoreTail.Ended("a", 3, true), new ScoreTail.Ended("b", 4, false))),
                AlertEpisode.QUIET,
                episode(SampleWindows.beyond(0)),
                episode(SampleWindows.beyond(0), SampleWindows.beyond(1)),
                episode(
                        SampleWindows.beyond(0),
                        SampleWindows.beyond(1),
                        SampleWindows.normal(100),
                        SampleWindows.normal(101),
                        SampleWindows.normal(102)),
                frame,
                seen,
                seen.fallsSilent(new Patience(JobParameters.of(Map.of()).liveRules(), new PolicyBook()))
                        .liveness(),
                new LivenessTimers(1, 2, Long.MIN_VALUE, 3),
                new LastSeen(1, 2),
                view,
                said,
                VehicleNews.of(
                        SampleWindows.beyond(1), JobParameters.of(Map.of()).alertRules(), 8),
                VehicleNews.of(said),
                VehicleNews.of(opinion),
                VehicleNews.of(alert),
                new WitnessJudge.Roster(Map.of("lidar-top", view), Map.of("camera", 9L), Map.of("a", alert), 7, said),
                new PlaceJudge.Visit(7, said),
                new PlaceJudge.Place(Map.of("car-1", new PlaceJudge.Presence(7, Map.of("lidar-top", view)))),
                opinion,
                new FleetWord("c0ffee", 3, "car-1", 5, true),
                new FleetCountJudge.Bucket(Map.of("car-1", new FleetCountJudge.Word(5, true)), count),
                count,
                new FleetJudge.Fleet(
                        1, Map.of("c0ffee", new FleetJudge.Group(1, 2, Long.MIN_VALUE, Map.of(3, evidence)))),
                fleet,
                new CauseJudge.Cases(
                        said,
                        Map.of("lidar-top", opinion),
                        Map.of("a", new CauseJudge.Case(alert, 4, null, finding, 4))),
                new CauseJudge.Cases(null, Map.of(), Map.of("a", new CauseJudge.Case(alert, 4, finding, finding, 4))),
                attribution,
                GroupNews.of(attribution),
                GroupNews.of(fleet),
                new MembershipJudge.Members(null, Map.of("a", attribution)),
                new MembershipJudge.Members(fleet, Map.of()),
                change,
                new IncidentJudge.Ledger(List.of(new OpenIncident(
                        "i",
                        IncidentCause.WEATHER,
                        1,
                        2,
                        3,
                        Map.of("a", part),
                        4,
                        AlertSeverity.WARNING,
                        5,
                        List.of(6L),
                        alert,
                        new Software("c0ffee", "", ""),
                        finding))));
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
        assertThat(type).isInstanceOfAny(PojoTypeInfo.class, ReceivedFrameType.class);
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
                        ScoreTail.class,
                        AlertEpisode.class,
                        SeenFrame.class,
                        Liveness.class,
                        LivenessTimers.class,
                        LastSeen.class,
                        SensorView.class,
                        Testimony.class,
                        VehicleNews.class,
                        WitnessJudge.Roster.class,
                        PlaceJudge.Visit.class,
                        PlaceJudge.Place.class,
                        PlaceOpinion.class,
                        FleetWord.class,
                        FleetCountJudge.Bucket.class,
                        FleetCountJudge.Count.class,
                        FleetJudge.Fleet.class,
                        FleetOpinion.class,
                        CauseJudge.Cases.class,
                        Attribution.class,
                        GroupNews.class,
                        MembershipJudge.Members.class,
                        MemberChange.class,
                        IncidentJudge.Ledger.class);
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
