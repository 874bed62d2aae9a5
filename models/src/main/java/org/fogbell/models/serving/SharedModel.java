package org.fogbell.models.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.perception.FrameStatistics;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;

/**
 * A caller's end of the shared engine: hands frames in, counts their statistics while the network runs, and waits for the
 * answers. Has nothing of its own to free.
 */
final class SharedModel implements PerceptionModel {
    private final MicroBatcher batcher;
    private final FrameStatistics statistics = new FrameStatistics();

    SharedModel(MicroBatcher batcher) {
        this.batcher = batcher;
    }

    /**
     * {@inheritDoc}
     *
     * @throws CancellationException when the caller is interrupted, which it then still is; its frames are withdrawn
     */
    @Override
    public List<Perception> perceive(List<? extends Frame> batch) {
        List<MicroBatcher.Request> requests = new ArrayList<>();
        List<Perception> perceptions = new ArrayList<>();
        try {
            for (Frame frame : batch) {
                requests.add(batcher.submit(frame));
            }
            List<Map<String, Double>> counted = new ArrayList<>();
            for (Frame frame : batch) {
                counted.add(statistics.next(frame));
            }
            for (int i = 0; i < counted.size(); i++) {
                perceptions.add(requests.get(i).answer().get().withStatistics(counted.get(i)));
            }
            return perceptions;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the frame was with the engine");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            // Of answered ones nothing is left to withdraw.
            requests.forEach(batcher::withdraw);
        }
    }

    @Override
    public void close() {}
}
