package org.fogbell.topology;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.formats.avro.typeutils.AvroSerializerSnapshot;
import org.apache.flink.formats.avro.utils.DataOutputEncoder;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.StringUtils;
import org.fogbell.schemas.FrameScore;
import org.fogbell.verdict.SampleScores;

/** Stage "baseline" of a build whose scores had another schema, as far as it lets them wait for the watermark. */
final class EarlierBaseline extends KeyedProcessFunction<SensorKey, FrameScore, FrameScore> {
    private final String schema;
    private transient MapState<Long, List<FrameScore>> waiting;

    private EarlierBaseline(Schema schema) {
        this.schema = schema.toString();
    }

    static StageRun<FrameScore, FrameScore> open(Schema schema, StateBackend backend) throws Exception {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment();
        env.fromData(new ScoreType(), SampleScores.frame(0).build())
                .keyBy(SensorKey::of)
                .process(new EarlierBaseline(schema), new ScoreType())
                .uid("baseline")
                .print();
        return StageRun.of("baseline", env, backend);
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting",
                        LongSerializer.INSTANCE,
                        new ListSerializer<>(new Scores(new Schema.Parser().parse(schema)))));
    }

    @Override
    public void processElement(FrameScore score, Context context, Collector<FrameScore> out) throws Exception {
        waiting.put(SampleScores.millis(score), List.of(score));
        context.timerService().registerEventTimeTimer(SampleScores.millis(score));
    }

    /** Writes a score by another schema, and says of it what Flink says of Avro. */
    private static final class Scores extends ValueSerializer<FrameScore> {
        private static final long serialVersionUID = 1;

        private final transient Schema schema;

        Scores(Schema schema) {
            this.schema = schema;
        }

        @Override
        public void serialize(FrameScore score, DataOutputView target) throws IOException {
            ByteArrayOutputStream today = new ByteArrayOutputStream();
            BinaryEncoder todays = EncoderFactory.get().binaryEncoder(today, null);
            new SpecificDatumWriter<>(FrameScore.class).write(score, todays);
            todays.flush();
            Object then = new GenericDatumReader<>(FrameScore.getClassSchema(), schema)
                    .read(null, DecoderFactory.get().binaryDecoder(today.toByteArray(), null));
            DataOutputEncoder encoder = new DataOutputEncoder();
            encoder.setOut(target);
            new GenericDatumWriter<>(schema).write(then, encoder);
        }

        @Override
        public FrameScore deserialize(DataInputView source) throws IOException {
            return snapshotConfiguration().restoreSerializer().deserialize(source);
        }

        @Override
        public TypeSerializerSnapshot<FrameScore> snapshotConfiguration() {
            try {
                DataOutputSerializer out = new DataOutputSerializer(16_384);
                StringUtils.writeString(FrameScore.class.getName(), out);
                StringUtils.writeString(schema.toString(), out);
                AvroSerializerSnapshot<FrameScore> snapshot = new AvroSerializerSnapshot<>();
                snapshot.readSnapshot(
                        snapshot.getCurrentVersion(),
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        FrameScore.class.getClassLoader());
                return snapshot;
            } catch (IOException e) {
                throw new IllegalStateException("cannot tell how scores are written", e);
            }
        }

        @Override
        public TypeSerializer<FrameScore> duplicate() {
            return this;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Scores same && schema.equals(same.schema);
        }

        @Override
        public int hashCode() {
            return schema.hashCode();
        }
    }
}
