package org.fogbell.models.perception;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A bundle whose network is in memory on one device. The heavy part of perception: open it once per bundle and device,
 * and let each thread take a model of its own from it.
 */
public final class LoadedBundle implements AutoCloseable {
    private final ModelBundle bundle;
    private final Model network;
    private final Device device;

    private LoadedBundle(ModelBundle bundle, Model network, Device device) {
        this.bundle = bundle;
        this.network = network;
        this.device = device;
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
        Device device = device(engine, options);
        Model network;
        try {
            network = device.isGpu() && isOnnxRuntime(engine)
                    ? CudaNetwork.load(bundle, device.getDeviceId(), options.intraOpThreads())
                    : criteria(bundle, device, options).loadModel();
        } catch (MalformedModelException | ModelNotFoundException e) {
            throw new IOException(bundle.network() + ": " + engineName + " cannot load it: " + e.getMessage(), e);
        }
        LoadedBundle loaded = new LoadedBundle(bundle, network, device);
        try {
            loaded.newModelWithoutStatistics(1).close();
            return loaded;
        } catch (MismatchedNetworkException e) {
            loaded.close();
            throw new IOException(bundle.network() + ": " + e.getMessage(), e);
        }
    }

    private static Criteria<NDList, NDList> criteria(ModelBundle bundle, Device device, ServingOptions options) {
        return Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optEngine(bundle.manifest().engine())
                .optModelPath(bundle.folder())
                .optModelName(bundle.manifest().network())
                .optDevice(device)
                // The engine reads the second only where the first is set.
                .optOption("interOpNumThreads", "1")
                .optOption("intraOpNumThreads", Integer.toString(options.intraOpThreads()))
                .build();
    }

    /**
     * A model for one thread, warmed up for the given batch sizes: the first run of a batch size allocates, and is slow.
     * Thread-safe. The model must be closed before this bundle is.
     */
    public PerceptionModel newModel(int... batchSizes) {
        return newModel(new FrameStatistics(), batchSizes);
    }

    /** The same for a caller who counts the frames' statistics elsewhere: perceptions have none. */
    public PerceptionModel newModelWithoutStatistics(int... batchSizes) {
        return newModel(null, batchSizes);
    }

    private PerceptionModel newModel(@Nullable FrameStatistics statistics, int... batchSizes) {
        DjlPerceptionModel model = new DjlPerceptionModel(bundle.manifest(), network, statistics);
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
        return device.toString();
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
        Device resolved = device(Offline.engine(manifest.engine(), options.intraOpThreads()), options);
        return resolved.isGpu() ? "gpu:" + resolved.getDeviceId() : "cpu";
    }

    private static Device device(Engine engine, ServingOptions options) {
        String device = options.device();
        if (device.equals("cpu")) {
            return Device.cpu();
        }
        int gpus = isOnnxRuntime(engine) ? CudaNetwork.gpus() : engine.getGpuCount();
        if (device.equals("auto") && gpus == 0) {
            return Device.cpu();
        }
        int number = device.equals("auto") ? 0 : options.gpu();
        if (number >= gpus) {
            throw new IllegalArgumentException("device " + device + ": " + engine.getEngineName() + " can use " + gpus
                    + " GPUs here" + (isOnnxRuntime(engine) ? "; " + CudaNetwork.noMore() : ""));
        }
        return Device.gpu(number);
    }

    private static boolean isOnnxRuntime(Engine engine) {
        return engine.getEngineName().equals(BundleManifest.ONNX_RUNTIME);
    }
}
