package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.resources.ExternalResource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.externalresource.ExternalResourceUtils;
import org.junit.jupiter.api.Test;

class AssignedGpuTest {
    private static final Set<ExternalResourceInfo> TWO =
            Set.of(new Resource(Map.of("index", "3")), new Resource(Map.of("index", "1")));

    @Test
    void dealsTheAssignedGpusOut() {
        assertThat(List.of(device("auto", 0), device("auto", 1), device("auto", 2), device("auto", 3)))
                .containsExactly("gpu:1", "gpu:3", "gpu:1", "gpu:3");
    }

    @Test
    void leavesADeviceThatWasAskedFor() {
        assertThat(device("cpu", 0)).isEqualTo("cpu");
        assertThat(device("gpu:0", 1)).isEqualTo("gpu:0");
    }

    @Test
    void leavesTheChoiceToTheEngineWhereNoneIsAssigned() {
        assertThat(AssignedGpu.device("auto", Set.of(), 0)).isEqualTo("auto");
    }

    @Test
    void saysWhatAResourceLacks() {
        assertThatThrownBy(() -> AssignedGpu.device("auto", Set.of(new Resource(Map.of("name", "A100"))), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected the property 'index'")
                .hasMessageContaining("[name]");
    }

    /** A resource by another name would be there, and the job would take the first GPU instead of its own. */
    @Test
    void theImagesComposeFileNamesTheResourceThatTheJobAsksFor() throws IOException {
        Configuration flink = new Configuration();
        Matcher property = Pattern.compile("^ +(external-resource[\\w.-]*): (\\S+)$", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("../docker/compose.gpu.yaml")));
        while (property.find()) {
            flink.setString(property.group(1), property.group(2));
        }

        assertThat(ExternalResourceUtils.getExternalResourcesCollection(flink))
                .containsExactly(new ExternalResource(AssignedGpu.RESOURCE, 1));
    }

    private static String device(String asked, int subtask) {
        return AssignedGpu.device(asked, TWO, subtask);
    }

    private record Resource(Map<String, String> properties) implements ExternalResourceInfo {
        @Override
        public Optional<String> getProperty(String key) {
            return Optional.ofNullable(properties.get(key));
        }

        @Override
        public Collection<String> getKeys() {
            return properties.keySet();
        }
    }
}
