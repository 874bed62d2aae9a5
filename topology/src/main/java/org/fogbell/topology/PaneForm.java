package org.fogbell.topology;

import static org.fogbell.topology.StateForm.readCount;
import static org.fogbell.topology.StateForm.readLike;
import static org.fogbell.topology.StateForm.readNear;
import static org.fogbell.topology.StateForm.readRounded;
import static org.fogbell.topology.StateForm.writeCount;
import static org.fogbell.topology.StateForm.writeLike;
import static org.fogbell.topology.StateForm.writeNear;
import static org.fogbell.topology.StateForm.writeRounded;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.verdict.FrameCounts;
import org.fogbell.verdict.NewestFrame;
import org.fogbell.verdict.OutlyingSum;
import org.fogbell.verdict.TrendSums;
import org.fogbell.verdict.WindowPane;

/**
 * How {@link SensorWindowsSerializer} writes a pane: times from the end of a window, its first frame by how it differs from the newest,
 * and features by their place.
 *
 * @param outlying names of the features that frames of any pane were out of line in, and of what agreed, ascending
 */
record PaneForm(NewestFrame last, long nextEndMillis, List<String> outlying) {
    private static final long MICROS_A_MILLI = 1_000;

    void write(WindowPane pane, DataOutputView target) throws IOException {
        writeNear(pane.startMillis - nextEndMillis, target);
        writeCount(pane.learning, target);
        write(pane.unjudged, pane.startMillis, target);
        write(pane.judged, pane.startMillis, target);
        target.writeDouble(pane.elossSum);
        writeNumbers(pane.elosses, pane.elossCounts, target);
        writeNumbers(pane.robustZs, pane.robustZCounts, target);
        target.writeFloat(pane.scale);
        write(pane.trend, target);
        writeCount(pane.outlying.size(), target);
        for (Map.Entry<String, OutlyingSum> each : new TreeMap<>(pane.outlying).entrySet()) {
            writeCount(Collections.binarySearch(outlying, each.getKey()), target);
            writeCount(each.getValue().frames(), target);
            target.writeDouble(each.getValue().actual());
            target.writeDouble(each.getValue().expected());
            target.writeDouble(each.getValue().robustZ());
        }
        writeCount(pane.statisticsAsked, target);
        writeCount(pane.agreeing.size(), target);
        for (Map.Entry<String, Integer> each : new TreeMap<>(pane.agreeing).entrySet()) {
            writeCount(Collections.binarySearch(outlying, each.getKey()), target);
            writeCount(each.getValue(), target);
        }
        if (pane.firstFrameId == null || pane.firstOrigin == null) {
            target.writeBoolean(false);
        } else {
            target.writeBoolean(true);
            writeLike(last.frameId(), pane.firstFrameId, target);
            writeLike(last.origin().getTopic(), pane.firstOrigin.getTopic(), target);
            writeNear((long) pane.firstOrigin.getPartition() - last.origin().getPartition(), target);
            writeNear(pane.firstOrigin.getOffset() - last.origin().getOffset(), target);
        }
    }

    WindowPane read(DataInputView source) throws IOException {
        WindowPane pane = new WindowPane();
        pane.startMillis = nextEndMillis + readNear(source);
        pane.learning = (int) readCount(source);
        pane.unjudged = readCounts(pane.startMillis, source);
        pane.judged = readCounts(pane.startMillis, source);
        pane.elossSum = source.readDouble();
        pane.elosses = readRounded(source);
        pane.elossCounts = readCounts(source);
        pane.robustZs = readRounded(source);
        pane.robustZCounts = readCounts(source);
        pane.scale = source.readFloat();
        pane.trend = readTrend(source);
        for (long features = readCount(source); features > 0; features--) {
            pane.outlying.put(
                    outlying.get((int) readCount(source)),
                    new OutlyingSum(
                            (int) readCount(source), source.readDouble(), source.readDouble(), source.readDouble()));
        }
        pane.statisticsAsked = (int) readCount(source);
        Map<String, Integer> agreeing = new HashMap<>();
        for (long rails = readCount(source); rails > 0; rails--) {
            agreeing.put(outlying.get((int) readCount(source)), (int) readCount(source));
        }
        pane.agreeing = agreeing.isEmpty() ? Map.of() : agreeing;
        if (source.readBoolean()) {
            pane.firstFrameId = readLike(last.frameId(), source);
            pane.firstOrigin = new KafkaOrigin(
                    readLike(last.origin().getTopic(), source),
                    (int) (last.origin().getPartition() + readNear(source)),
                    last.origin().getOffset() + readNear(source));
        }
        return pane;
    }

    private static void write(FrameCounts counts, long startMillis, DataOutputView target) throws IOException {
        writeCount(counts.frames(), target);
        if (counts.frames() == 0) {
            return;
        }
        writeCount(counts.blind(), target);
        writeCount(counts.repeated(), target);
        writeCount(counts.unseeing(), target);
        writeCount(counts.offBeat(), target);
        writeCount(counts.beyond(), target);
        if (counts.beyond() > 0) {
            writeNear(counts.firstBeyondMicros() - startMillis * MICROS_A_MILLI, target);
            writeNear(counts.lastBeyondMicros() - startMillis * MICROS_A_MILLI, target);
        }
    }

    private static FrameCounts readCounts(long startMillis, DataInputView source) throws IOException {
        int frames = (int) readCount(source);
        if (frames == 0) {
            return FrameCounts.NONE;
        }
        int blind = (int) readCount(source);
        int repeated = (int) readCount(source);
        int unseeing = (int) readCount(source);
        int offBeat = (int) readCount(source);
        int beyond = (int) readCount(source);
        long first = beyond == 0 ? 0 : startMillis * MICROS_A_MILLI + readNear(source);
        long latest = beyond == 0 ? 0 : startMillis * MICROS_A_MILLI + readNear(source);
        return new FrameCounts(frames, blind, repeated, unseeing, beyond, offBeat, first, latest);
    }

    private static void write(TrendSums trend, DataOutputView target) throws IOException {
        writeCount(trend.count(), target);
        if (trend.count() > 0) {
            target.writeFloat(trend.meanTime());
            target.writeFloat(trend.meanValue());
            target.writeFloat(trend.squares());
            target.writeFloat(trend.products());
        }
    }

    private static TrendSums readTrend(DataInputView source) throws IOException {
        int count = (int) readCount(source);
        return count == 0
                ? TrendSums.NONE
                : new TrendSums(count, source.readFloat(), source.readFloat(), source.readFloat(), source.readFloat());
    }

    private static void writeNumbers(float[] values, int[] counts, DataOutputView target) throws IOException {
        writeRounded(values, target);
        writeCount(counts.length, target);
        for (int count : counts) {
            writeCount(count, target);
        }
    }

    private static int[] readCounts(DataInputView source) throws IOException {
        int[] counts = new int[(int) readCount(source)];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (int) readCount(source);
        }
        return counts;
    }
}
