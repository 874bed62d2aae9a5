package org.fogbell.bench.detection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.training.EvaluatedSweep;

/**
 * One scene, clean and with each fault of a plan.
 *
 * @param clean by fault, the detections in the frames that it spoils as they were, where the scene has labels
 * @param bad by fault, the detections in the same frames with it
 */
record SeenScene(
        List<SeenFrame> frames,
        SortedMap<String, List<EvaluatedSweep>> clean,
        SortedMap<String, List<EvaluatedSweep>> bad) {
    private record Fault(FaultKind kind, int severity, int onset, UnaryOperator<PointCloud> effect) {
        String name() {
            return kind.label() + ":" + severity;
        }
    }

    static SeenScene of(FrameEye eye, Scenes scenes, DetectionPlan plan, int scene, Runnable seenOne)
            throws IOException {
        SeenScene seen = new SeenScene(new ArrayList<>(), new TreeMap<>(), new TreeMap<>());
        List<Fault> faults = Scenes.isTested(scene) ? faults(plan, scene) : List.of();
        for (int frame = 0; frame < scenes.frames(); frame++) {
            Scenes.Moment moment = scenes.at(scene, frame);
            FrameEye.Seen usual = eye.see(moment.sweep(), scene, frame, SeenFrame.CLEAN, 0);
            seen.frames().add(usual.frame());
            seenOne.run();
            for (Fault fault : faults) {
                if (frame >= fault.onset() && frame < fault.onset() + plan.corrupted()) {
                    PointCloud arrived = fault.effect().apply(moment.sweep());
                    FrameEye.Seen spoilt =
                            eye.see(arrived, scene, frame, fault.kind().label(), fault.severity());
                    seen.frames().add(spoilt.frame());
                    Truth truth = moment.truth();
                    if (truth != null) {
                        seen.note(seen.clean(), fault, truth.beside(usual.objects()));
                        seen.note(seen.bad(), fault, truth.beside(spoilt.objects()));
                    }
                    seenOne.run();
                }
            }
        }
        return seen;
    }

    private void note(Map<String, List<EvaluatedSweep>> sweeps, Fault fault, EvaluatedSweep sweep) {
        sweeps.computeIfAbsent(fault.name(), key -> new ArrayList<>()).add(sweep);
    }

    private static List<Fault> faults(DetectionPlan plan, int scene) {
        List<Fault> faults = new ArrayList<>();
        for (FaultKind kind : plan.kinds()) {
            for (int severity : plan.severities()) {
                faults.add(new Fault(
                        kind,
                        severity,
                        plan.onset(scene, kind, severity),
                        kind.begin(severity, plan.faultSeed(scene, severity))));
            }
        }
        return faults;
    }
}
