package org.fogbell.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fogbell.models.perception.BundleManifest;

/** For programs: one JSON object a line, named by its {@code kind}. */
final class JsonReport implements JobReport {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final PrintWriter out;
    private String workload = "";

    JsonReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void start(Machine machine, BundleManifest bundle) {
        Map<String, Object> line = line("start");
        line.put("machine", machine);
        line.put("bundle", bundle.name());
        line.put("bundle_digest", bundle.digest());
        line.put("untrained", !bundle.provenance().trained());
        line.put("engine", bundle.engine());
        print(line);
    }

    @Override
    public void workload(Workload frames, int count, int warmUp) {
        workload = frames.name();
        Map<String, Object> line = line("workload");
        line.put("mean_bytes", frames.meanBytes());
        line.put("frames", count);
        line.put("warm_up", warmUp);
        print(line);
    }

    @Override
    public void round(Round round) {
        Map<String, Object> line = line("round");
        line.put("counts", round.number() > 0);
        line.put("ratio", round.ratio());
        line.put("round", round);
        print(line);
    }

    @Override
    public void summary(Summary summary) {
        Map<String, Object> line = line("summary");
        line.put("target", Summary.TARGET);
        line.put("meets_target", summary.meetsTarget());
        line.put("summary", summary);
        print(line);
    }

    private Map<String, Object> line(String kind) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", kind);
        line.put("workload", workload);
        return line;
    }

    private void print(Map<String, Object> line) {
        try {
            out.println(JSON.writeValueAsString(line));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of numbers and words are always JSON", e);
        }
    }
}
