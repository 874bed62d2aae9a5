package org.fogbell.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;

/** Which GPU a subtask takes where the cluster gives its task managers GPUs, as Flink's external resource {@value #RESOURCE}. */
final class AssignedGpu {
    static final String RESOURCE = "gpu";

    private static final String INDEX = "index";

    private AssignedGpu() {}

    /**
     * The device for one subtask, in the words of {@code model.device}. Whoever asks for a certain device gets it; with {@code
     * auto}, subtasks take the assigned GPUs in turn. Without any, {@code auto} stays what it is.
     */
    static String device(String asked, Set<ExternalResourceInfo> assigned, int subtask) {
        List<Integer> gpus = new ArrayList<>();
        for (ExternalResourceInfo gpu : assigned) {
            String index = gpu.getProperty(INDEX)
                    .orElseThrow(() -> new IllegalArgumentException("external resource '" + RESOURCE
                            + "': expected the property '" + INDEX + "', as Flink's GPU driver gives it, got "
                            + gpu.getKeys()));
            gpus.add(Integer.parseInt(index.strip()));
        }
        gpus.sort(Comparator.naturalOrder());
        return asked.equals("auto") && !gpus.isEmpty() ? "gpu:" + gpus.get(subtask % gpus.size()) : asked;
    }
}
