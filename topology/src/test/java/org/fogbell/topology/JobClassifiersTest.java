package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.zeroshot.PreparedClassifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobClassifiersTest {
    private final BundleManifest bundle = SampleModel.bundle(Map.of(), false);

    @TempDir
    private Path folder;

    private Path written(String sensorType) throws IOException {
        Path file = folder.resolve(sensorType);
        SampleClassifiers.prepared(sensorType).write(file);
        return file;
    }

    private Map<String, JobClassifiers.Prepared> read(Object... files) throws IOException {
        StringBuilder list = new StringBuilder();
        for (Object file : files) {
            list.append(list.isEmpty() ? "" : " , ").append(file);
        }
        return JobClassifiers.read(new NamingParameters(list.toString(), Duration.ofSeconds(1), 1, 1), bundle);
    }

    @Test
    void choosesBySensorType() throws IOException {
        Path one = written("hdl-64e");
        var classifiers = read(one, written("os1-128"));
        assertThat(classifiers).containsOnlyKeys("hdl-64e", "os1-128");
        assertThat(classifiers.get("hdl-64e").digest())
                .isEqualTo(PreparedClassifier.read(one).digest())
                .isNotEqualTo(classifiers.get("os1-128").digest());
    }

    @Test
    void refusesOneThatAnotherNetworkWasPreparedWithAndNoRestartHelps() throws IOException {
        Path file = written("hdl-64e");
        BundleManifest other = ModelBundle.manifestOf("untrained");
        assertThatThrownBy(() ->
                        JobClassifiers.read(new NamingParameters(file.toString(), Duration.ofSeconds(1), 1, 1), other))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessageContainingAll(
                        "naming.classifier: " + file + " was prepared with features of",
                        bundle.digest(),
                        other.digest(),
                        "prepare it again");
    }

    @Test
    void refusesTwoOfOneSensorType() throws IOException {
        Path file = written("hdl-64e");
        assertThatThrownBy(() -> read(file, file))
                .cause()
                .hasMessageContaining("one classifier a sensor type")
                .hasMessageContaining("for hdl-64e");
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThatThrownBy(() -> read(folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none: expected a prepared classifier, got nothing of that name");
    }
}
