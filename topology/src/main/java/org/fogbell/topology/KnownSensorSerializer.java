package org.fogbell.topology;

import static org.fogbell.topology.StateForm.readCount;
import static org.fogbell.topology.StateForm.readDoubles;
import static org.fogbell.topology.StateForm.readFloats;
import static org.fogbell.topology.StateForm.readMoment;
import static org.fogbell.topology.StateForm.readNear;
import static org.fogbell.topology.StateForm.readShorts;
import static org.fogbell.topology.StateForm.readSource;
import static org.fogbell.topology.StateForm.readTexts;
import static org.fogbell.topology.StateForm.writeCount;
import static org.fogbell.topology.StateForm.writeDoubles;
import static org.fogbell.topology.StateForm.writeFloats;
import static org.fogbell.topology.StateForm.writeMoment;
import static org.fogbell.topology.StateForm.writeNear;
import static org.fogbell.topology.StateForm.writeShorts;
import static org.fogbell.topology.StateForm.writeSource;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.fogbell.models.perception.RecentFeatures;
import org.fogbell.verdict.BeyondRun;
import org.fogbell.verdict.CaptureBeat;
import org.fogbell.verdict.FeatureLevels;
import org.fogbell.verdict.FeatureNames;
import org.fogbell.verdict.JudgedSensor;
import org.fogbell.verdict.RecentFrames;
import org.fogbell.verdict.SensorBaseline;
import org.fogbell.verdict.ShiftEvidence;
import org.jspecify.annotations.Nullable;

/** Writes a {@link KnownSensor}, without the names of the features where the sensor's type has them. */
final class KnownSensorSerializer extends StateSerializer<KnownSensor> {
    private static final long serialVersionUID = 1;

    private static final long MICROS_A_MILLI = 1_000;

    private static final int NO_FEATURES = 0;
    private static final int THOSE_OF_THE_TYPE = 1;
    private static final int ITS_OWN = 2;

    @Override
    int form() {
        return 4;
    }

    @Override
    void write(KnownSensor known, DataOutputView target) throws IOException {
        target.writeLong(known.newestMillis());
        writeNear(known.seenMillis() - known.newestMillis(), target);
        writeNear(known.timerMillis() - known.newestMillis(), target);
        RecentFrames recent = known.recent();
        target.writeLong(recent.greatestSequence());
        writeCount(recent.behind(), target);
        if (recent.behind() > 0) {
            target.writeLong(recent.greatestBehind());
        }
        writeCount(recent.identities().length, target);
        for (int identity : recent.identities()) {
            target.writeInt(identity);
        }
        target.writeBoolean(known.judged() != null);
        if (known.judged() != null) {
            write(known.judged(), known.seenMillis() * MICROS_A_MILLI, target);
        }
    }

    @Override
    KnownSensor read(DataInputView source) throws IOException {
        long newestMillis = source.readLong();
        long seenMillis = newestMillis + readNear(source);
        long timerMillis = newestMillis + readNear(source);
        long greatestSequence = source.readLong();
        int behind = (int) readCount(source);
        long greatestBehind = behind > 0 ? source.readLong() : RecentFrames.NONE.greatestBehind();
        int[] identities = new int[(int) readCount(source)];
        for (int i = 0; i < identities.length; i++) {
            identities[i] = source.readInt();
        }
        @Nullable JudgedSensor judged = source.readBoolean() ? readJudged(seenMillis * MICROS_A_MILLI, source) : null;
        return new KnownSensor(
                judged,
                new RecentFrames(greatestSequence, behind, greatestBehind, identities),
                newestMillis,
                seenMillis,
                timerMillis);
    }

    /** @param near in microseconds, about when its last frames were */
    private static void write(JudgedSensor judged, long near, DataOutputView target) throws IOException {
        write(judged.baseline(), target);
        target.writeLong(judged.payload());
        BeyondRun beyond = judged.beyond();
        writeMoment(beyond.loudSince(), near, target);
        target.writeDouble(beyond.share());
        writeMoment(beyond.calmSince(), near, target);
        writeMoment(beyond.calmUntil(), near, target);
        writeMoment(beyond.settled(), near, target);
        write(judged.recent(), near, target);
        writeNear(judged.beat().lastMicros() - near, target);
        target.writeDouble(judged.beat().usualMicros());
        writeCount(judged.beat().intervals(), target);
        writeNear(judged.beat().apart(), target);
        target.writeBoolean(judged.evidence() != null);
        if (judged.evidence() != null) {
            write(judged.evidence(), near, target);
        }
    }

    private static JudgedSensor readJudged(long near, DataInputView source) throws IOException {
        return new JudgedSensor(
                readBaseline(source),
                source.readLong(),
                new BeyondRun(
                        readMoment(near, source),
                        source.readDouble(),
                        readMoment(near, source),
                        readMoment(near, source),
                        readMoment(near, source)),
                readRecent(near, source),
                new CaptureBeat(
                        near + readNear(source), source.readDouble(), (int) readCount(source), (int) readNear(source)),
                source.readBoolean() ? readEvidence(near, source) : null);
    }

    private static void write(ShiftEvidence evidence, long near, DataOutputView target) throws IOException {
        writeCount(evidence.frames(), target);
        target.writeDouble(evidence.lastZ());
        target.writeDouble(evidence.mean());
        target.writeDouble(evidence.variance());
        target.writeDouble(evidence.step());
        target.writeDouble(evidence.up());
        target.writeDouble(evidence.down());
        writeMoment(evidence.upSinceMicros(), near, target);
        writeMoment(evidence.downSinceMicros(), near, target);
    }

    private static ShiftEvidence readEvidence(long near, DataInputView source) throws IOException {
        return new ShiftEvidence(
                readCount(source),
                source.readDouble(),
                source.readDouble(),
                source.readDouble(),
                source.readDouble(),
                source.readDouble(),
                source.readDouble(),
                readMoment(near, source),
                readMoment(near, source));
    }

    private static void write(RecentFeatures recent, long near, DataOutputView target) throws IOException {
        writeShorts(recent.late(), target);
        if (!recent.isNone()) {
            writeShorts(recent.before(), target);
            writeNear(recent.lastMicros() - near, target);
            writeCount(recent.seenMicros(), target);
            writeCount(recent.sinceMicros(), target);
        }
    }

    private static RecentFeatures readRecent(long near, DataInputView source) throws IOException {
        short[] late = readShorts(source);
        return late.length == 0
                ? RecentFeatures.NONE
                : new RecentFeatures(
                        late, readShorts(source), near + readNear(source), readCount(source), readCount(source));
    }

    private static void write(SensorBaseline baseline, DataOutputView target) throws IOException {
        target.writeLong(baseline.belongsTo());
        writeSource(baseline.source(), target);
        writeDoubles(baseline.learning(), target);
        target.writeDouble(baseline.location());
        target.writeDouble(baseline.spread());
        writeCount(baseline.frames(), target);
        @Nullable FeatureLevels features = baseline.features();
        if (features == null) {
            target.writeByte(NO_FEATURES);
            return;
        }
        FeatureNames names = features.names();
        target.writeByte(names.areOfTheType() ? THOSE_OF_THE_TYPE : ITS_OWN);
        if (!names.areOfTheType()) {
            writeCount(names.size(), target);
            for (int i = 0; i < names.size(); i++) {
                StringValue.writeString(names.get(i), target);
            }
        }
        writeLocations(features.locations(), target);
        writeFloats(features.spreads(), target);
    }

    private static SensorBaseline readBaseline(DataInputView source) throws IOException {
        return new SensorBaseline(
                source.readLong(),
                readSource(source),
                readDoubles(source),
                source.readDouble(),
                source.readDouble(),
                readCount(source),
                readFeatures(source));
    }

    /** Of each the bits that it is rounded to. */
    private static void writeLocations(double[] locations, DataOutputView target) throws IOException {
        writeCount(locations.length, target);
        for (double location : locations) {
            long bits = Double.doubleToRawLongBits(location) >>> (Double.SIZE - FeatureLevels.LOCATION_BITS);
            target.writeByte((int) (bits >>> Integer.SIZE));
            target.writeInt((int) bits);
        }
    }

    private static double[] readLocations(DataInputView source) throws IOException {
        double[] locations = new double[(int) readCount(source)];
        for (int i = 0; i < locations.length; i++) {
            long bits = ((long) source.readUnsignedByte() << Integer.SIZE) | Integer.toUnsignedLong(source.readInt());
            locations[i] = Double.longBitsToDouble(bits << (Double.SIZE - FeatureLevels.LOCATION_BITS));
        }
        return locations;
    }

    private static @Nullable FeatureLevels readFeatures(DataInputView source) throws IOException {
        int which = source.readByte();
        return switch (which) {
            case NO_FEATURES -> null;
            case THOSE_OF_THE_TYPE -> readLevels(FeatureNames.OF_THE_TYPE, source);
            case ITS_OWN -> readLevels(FeatureNames.of(readTexts(source)), source);
            default -> throw new IOException("expected whose features they are, 0 to 2, got " + which);
        };
    }

    private static FeatureLevels readLevels(FeatureNames names, DataInputView source) throws IOException {
        return new FeatureLevels(names, readLocations(source), readFloats(source));
    }

    @Override
    public TypeSerializer<KnownSensor> duplicate() {
        return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KnownSensorSerializer;
    }

    @Override
    public int hashCode() {
        return KnownSensorSerializer.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<KnownSensor> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a checkpoint says of how it was written: each value says the rest. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<KnownSensor> {
        public Snapshot() {
            super(KnownSensorSerializer::new);
        }
    }
}
