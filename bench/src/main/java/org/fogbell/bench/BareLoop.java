package org.fogbell.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.PointCloudCodec;
import org.fogbell.schemas.PointCloudPayload;
import org.fogbell.schemas.SensorFrame;

/**
 * The rival: DJL in a loop, with no Kafka and no Flink. Each thread has a predictor of its own, takes the next record from
 * memory, and does to it what the job's perception does: Avro, points, the network on a batch of one, Eloss.
 */
final class BareLoop {
    static final String THREAD = "bare-loop";

    private final ModelBundle bundle;
    private final List<byte[]> records;
    private final ServingOptions options;

    /** @param device {@code cpu}, {@code gpu:N} or {@code auto} */
    BareLoop(ModelBundle bundle, List<byte[]> records, String device) {
        this.bundle = bundle;
        this.records = List.copyOf(records);
        this.options = new ServingOptions(device, 1);
    }

    /** Perceives {@code frames} frames on {@code workers} threads; the first {@code warmUp} of them do not count. */
    Measurement run(int workers, int frames, int warmUp) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(workers, task -> new Thread(task, THREAD));
        List<PerceptionModel> models = new ArrayList<>();
        try (LoadedBundle loaded = LoadedBundle.open(bundle, options)) {
            for (int i = 0; i < workers; i++) {
                models.add(loaded.newModel(1));
            }
            try {
                return run(threads, models, frames, warmUp);
            } finally {
                models.forEach(PerceptionModel::close);
            }
        } finally {
            threads.shutdown();
        }
    }

    private Measurement run(ExecutorService threads, List<PerceptionModel> models, int frames, int warmUp)
            throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        long[] moments = new long[frames];
        AtomicReference<ProcessorTime> from = new AtomicReference<>(ProcessorTime.now());
        List<Callable<Void>> loops = new ArrayList<>();
        for (PerceptionModel model : models) {
            loops.add(() -> {
                AvroWire<SensorFrame> wire = AvroWire.of(SensorFrame.class);
                PointCloudCodec codec = new PointCloudCodec(PointCloudCodec.DEFAULT_MAX_POINTS);
                for (int frame = next.getAndIncrement(); frame < frames; frame = next.getAndIncrement()) {
                    perceive(records.get(frame % records.size()), wire, codec, model);
                    moments[frame] = System.nanoTime();
                    if (done.incrementAndGet() == warmUp) {
                        from.set(ProcessorTime.now());
                    }
                }
                return null;
            });
        }
        for (Future<Void> loop : threads.invokeAll(loops)) {
            await(loop);
        }
        return Measurement.of(moments, warmUp, Objects.requireNonNull(from.get()), ProcessorTime.now());
    }

    private static void perceive(
            byte[] record, AvroWire<SensorFrame> wire, PointCloudCodec codec, PerceptionModel model)
            throws MalformedRecordException {
        PointCloudPayload payload = (PointCloudPayload) wire.decode(record).getPayload();
        model.perceive(List.of(new PointCloud(codec.decode(payload))));
    }

    private static void await(Future<Void> loop) throws IOException, InterruptedException {
        try {
            loop.get();
        } catch (ExecutionException e) {
            throw new IOException("the bare loop failed: " + e.getCause(), e);
        }
    }
}
