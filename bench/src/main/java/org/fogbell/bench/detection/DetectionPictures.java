package org.fogbell.bench.detection;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.ImageCodec;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.models.picture.LineChart;
import org.fogbell.models.simulation.FramePicture;

/** Pictures for the report: the default score over time, and a frame that each score misses. */
final class DetectionPictures {
    /** Lines that can be told apart in one chart. */
    private static final int LINES = 6;

    private final List<SeenFrame> seen;
    private final DetectionReport report;
    private final Scenes scenes;

    DetectionPictures(List<SeenFrame> seen, DetectionReport report, Scenes scenes) {
        this.seen = seen;
        this.report = report;
        this.scenes = scenes;
    }

    /** By their captions, as PNG in base 64. */
    Map<String, String> all() throws IOException {
        Map<String, String> pictures = new LinkedHashMap<>();
        for (int severity : report.plan().severities()) {
            pictures.put(
                    "The default score over time, severity " + severity + ", one scene, kinds found worst",
                    png(overTime(severity)));
        }
        for (Map.Entry<String, List<DetectionScore>> miss : missed().entrySet()) {
            String scores = String.join(
                    ", ", miss.getValue().stream().map(DetectionScore::toString).toList());
            pictures.put(
                    miss.getKey() + ", missed most by " + scores + ": as it was, and with the fault",
                    png(pair(miss.getKey())));
        }
        return pictures;
    }

    private BufferedImage overTime(int severity) {
        List<SeenFrame> frames = SeenScenes.tested(seen).values().iterator().next();
        FeatureBaseline calibrated = SettledSensor.baseline(SeenScenes.calibration(seen), name -> true);
        SettledSensor sensor = SettledSensor.of(calibrated, SeenScenes.own(frames, report.plan()), name -> true);
        List<LineChart.Line> lines = new ArrayList<>();
        lines.add(line("clean", frames.stream().filter(SeenFrame::isClean).toList(), sensor));
        report.frames().rows().stream()
                .filter(row -> row.score() == DetectionScore.DEFAULT && row.severity() == severity)
                .filter(row -> !report.frames().unchanged().contains(row.kind()))
                .sorted(Comparator.comparingDouble(row -> row.separation().auroc()))
                .limit(LINES - 1)
                .forEach(row -> lines.add(line(
                        row.kind(),
                        frames.stream()
                                .filter(frame -> frame.kind().equals(row.kind()) && frame.severity() == severity)
                                .toList(),
                        sensor)));
        return new LineChart("robust z", "frame", false, lines).draw();
    }

    private static LineChart.Line line(String name, List<SeenFrame> frames, SettledSensor sensor) {
        return new LineChart.Line(
                name,
                frames.stream().mapToDouble(SeenFrame::frame).toArray(),
                frames.stream().mapToDouble(sensor::robustZ).toArray());
    }

    /** By fault of the highest severity that was run, the scores that tell it worst of all. */
    private Map<String, List<DetectionScore>> missed() {
        int severity = report.plan().mostSevere();
        Map<String, List<DetectionScore>> missed = new TreeMap<>();
        for (DetectionScore score : report.frames().scores()) {
            Optional<FrameReading.Row> worst = report.frames().rows().stream()
                    .filter(row -> row.score() == score && row.severity() == severity)
                    .filter(row -> !report.frames().unchanged().contains(row.kind()))
                    .min(Comparator.comparingDouble(row -> row.separation().auroc()));
            worst.ifPresent(row -> missed.computeIfAbsent(row.kind() + ":" + severity, key -> new ArrayList<>())
                    .add(score));
        }
        return missed;
    }

    private BufferedImage pair(String fault) throws IOException {
        DetectionPlan plan = report.plan();
        int colon = fault.lastIndexOf(':');
        int severity = Integer.parseInt(fault.substring(colon + 1));
        FaultKind kind = plan.kinds().stream()
                .filter(each -> each.label().equals(fault.substring(0, colon)))
                .findFirst()
                .orElseThrow();
        int scene = SeenScenes.tested(seen).firstKey();
        Scenes.Moment moment = scenes.at(scene, plan.onset(scene, kind, severity));
        Frame bad = moment.under(kind.begin(severity, plan.faultSeed(scene, severity)));
        Truth truth = moment.truth();
        List<FramePicture.Outline> outlines =
                truth == null ? List.of() : FramePicture.outlines(truth.labels(), truth.calibration());
        return FramePicture.beside(picture(moment.frame(), outlines), picture(bad, outlines));
    }

    /** An image as it is, a sweep from above. */
    private static BufferedImage picture(Frame frame, List<FramePicture.Outline> outlines) {
        return frame instanceof CameraImage image
                ? ImageCodec.toBuffered(image)
                : FramePicture.of((PointCloud) frame, outlines, Set.of(FramePicture.Part.ABOVE));
    }

    private static String png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
