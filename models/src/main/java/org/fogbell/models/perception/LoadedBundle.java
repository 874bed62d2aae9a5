package org.fogbell.models.perception;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.io.IOException;

/**
 * A bundle whose network is in memory on one device. The heavy part of perception: open it once per bundle and device,
 * and let each thread take a model of its own from it.
 */
public final class LoadedBundle implements AutoCloseable {
    private final ModelBundle bundle;
    private final ZooModel<NDList, NDList> network;

    private LoadedBundle(ModelBundle bundle, ZooModel<NDList, NDList> network) {
        this.bundle = bundle;
        this.network = network;
    }

    /**
     * Loads the network and runs it once on an empty input, so that a bundle whose layers do not fit its network fails
     * here. Starts the engine when it is the first of the process; never touches the network interface.
     *
     * @throws IllegalArgumentException when the engine cannot use the GPU that the options ask for
     * @throws IOException when the file is no network that the engine reads, or the network's outputs are not the
     *     layers that the bundle names; says which, and what the network has
     */
    public static LoadedBundle open(ModelBundle bundle, ServingOptions options) throws IOException {
        String engineName = bundle.manifest().engine();
        Engine engine = Offline.engine(engineName, options.intraOpThreads());
        Criteria<NDList, NDList> criteria = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optEngine(engineName)
                .optModelPath(bundle.folder())
                .optModelName(bundle.manifest().network())
                .optDevice(device(engine, options.device()))
                // The engine reads the second only where the first is set.
                .optOption("interOpNumThreads", "1")
                .optOption("intraOpNumThreads", Integer.toString(options.intraOpThreads()))
                .build();
        ZooModel<NDList, NDList> network;
        try {
            network = criteria.loadModel();
        } catch (MalformedModelException | ModelNotFoundException e) {
            throw new IOException(bundle.network() + ": " + engineName + " cannot load it: " + e.getMessage(), e);
        }
        LoadedBundle loaded = new LoadedBundle(bundle, network);
        try {
            loaded.newModel(1).close();
            return loaded;
        } catch (MismatchedNetworkException e) {
            loaded.close();
            throw new IOException(bundle.network() + ": " + e.getMessage(), e);
        }
    }

    /**
     * A model for one thread, warmed up for the given batch sizes: the first run of a batch size allocates, and is slow.
     * Thread-safe. The model must be closed before this bundle is.
     */
    public PerceptionModel newModel(int... batchSizes) {
        DjlPerceptionModel model = new DjlPerceptionModel(bundle.manifest(), network);
        for (int batchSize : batchSizes) {
            model.warmUp(batchSize);
        }
        return model;
    }

    public ModelBundle bundle() {
        return bundle;
    }

    /** The device in DJL's words: {@code cpu()} or {@code gpu(0)}. */
    public String device() {
        return network.getNDManager().getDevice().toString();
    }

    @Override
    public void close() {
        network.close();
    }

    /**
     * The device that the options stand for here: {@code auto} becomes {@code gpu:0} or {@code cpu}. Starts the bundle's
     * engine as {@link #open} does.
     *
     * @throws IllegalArgumentException when the engine cannot use the GPU that the options ask for
     */
    public static String device(BundleManifest manifest, ServingOptions options) {
        Device resolved = device(Offline.engine(manifest.engine(), options.intraOpThreads()), options.device());
        return resolved.isGpu() ? "gpu:" + resolved.getDeviceId() : "cpu";
    }

    private static Device device(Engine engine, String device) {
        int gpus = usesGpu(engine) ? engine.getGpuCount() : 0;
        if (device.equals("cpu") || (device.equals("auto") && gpus == 0)) {
            return Device.cpu();
        }
        int number = device.equals("auto") ? 0 : Integer.parseInt(device.substring("gpu:".length()));
        if (number >= gpus) {
            throw new IllegalArgumentException(
                    "device " + device + ": " + engine.getEngineName() + " can use " + gpus + " GPUs here");
        }
        return Device.gpu(number);
    }

    /** DJL asks the machine for GPUs, but ONNX Runtime comes in a build for the CPU alone. */
    private static boolean usesGpu(Engine engine) {
        return !engine.getEngineName().equals(BundleManifest.ONNX_RUNTIME)
                || OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    }
}
