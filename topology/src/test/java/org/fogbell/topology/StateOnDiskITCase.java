package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stages that judge a sensor, with their state on a disk: there each look at it is written and read. */
class StateOnDiskITCase {
    private static final int FEATURES = 12;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesByteForByteWhatTheHeapGivesWhenRestartedAndRescaledOnTheWay(boolean incremental) throws Exception {
        long seed = 5;
        List<FrameScore> frames = disordered(seed);
        PolicyDrive.Outcome onHeap = PolicyDrive.run(frames, Map.of(), new HashMapStateBackend());
        assertThat(onHeap.alerts()).isNotEmpty();
        PolicyDrive.Outcome onDisk = PolicyDrive.run(frames, Map.of(7, 4, 21, 2, 22, 4, 45, 1), rocksDb(incremental));
        assertThat(onDisk).as("seed %d", seed).isEqualTo(onHeap);
        assertThat(written(FrameScore.class, onDisk.scores())).isEqualTo(written(FrameScore.class, onHeap.scores()));
        assertThat(written(Deviation.class, onDisk.windows())).isEqualTo(written(Deviation.class, onHeap.windows()));
        assertThat(written(Alert.class, onDisk.alerts())).isEqualTo(written(Alert.class, onHeap.alerts()));
    }

    private EmbeddedRocksDBStateBackend rocksDb(boolean incremental) throws Exception {
        EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend(incremental);
        backend.setDbStoragePath(folder.toString());
        StageRun<FrameScore, Deviation> run = StageRun.of("deviation", PolicyDrive.PARAMETERS, backend);
        assertThat(folder).isNotEmptyDirectory();
        run.close();
        return backend;
    }

    private static <T extends SpecificRecordBase> Map<String, List<String>> written(
            Class<T> type, Map<String, List<T>> values) {
        AvroWire<T> wire = AvroWire.of(type);
        Map<String, List<String>> written = new TreeMap<>();
        values.forEach((vehicle, all) -> written.put(
                vehicle,
                all.stream()
                        .map(value -> HexFormat.of().formatHex(wire.encode(value)))
                        .toList()));
        return written;
    }

    /** With features, of which a few follow the Eloss; those of one second come in no order. */
    private static List<FrameScore> disordered(long seed) {
        Random random = new Random(seed);
        List<FrameScore> frames = new ArrayList<>();
        for (FrameScore score : PolicyDrive.stream(seed)) {
            Map<String, Double> features = new TreeMap<>();
            for (int i = 0; i < FEATURES; i++) {
                double followed = i % 4 == 0 ? Math.log(score.getEloss()) : 0;
                features.put("feature-" + (10 + i), i + followed + 0.1 * random.nextGaussian());
            }
            frames.add(FrameScore.newBuilder(score)
                    .setJudgedBy("combined")
                    .setFeatures(features)
                    .build());
        }
        Collections.shuffle(frames, random);
        return frames;
    }
}
