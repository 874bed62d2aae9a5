package org.fogbell.models.perception;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network of ONNX Runtime on a GPU. DJL's own way there leaves CUDA's settings as they come, which round the factors of
 * products to TF32's ten bits: too coarse for the distances between a layer's channels, which are small differences of
 * large products.
 */
final class CudaNetwork {
    private static final Logger LOG = LoggerFactory.getLogger(CudaNetwork.class);
    private static final int MOST_GPUS = 64;

    private CudaNetwork() {}

    /** Counted once: where CUDA's libraries are missing, each try is reported on standard error. */
    private static final class Found {
        static final int GPUS = count();
    }

    /**
     * The GPUs that ONNX Runtime can use here: 0 with its build for the CPU alone, without CUDA's libraries and without a
     * GPU. DJL's count is another: it looks for a library by a name that only CUDA's development packages have.
     */
    static int gpus() {
        return Found.GPUS;
    }

    private static int count() {
        if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            return 0;
        }
        int gpu = 0;
        while (gpu < MOST_GPUS && isThere(gpu)) {
            gpu++;
        }
        return gpu;
    }

    private static boolean isThere(int gpu) {
        try (SessionOptions options = new SessionOptions();
                OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(gpu)) {
            options.addCUDA(cuda);
            return true;
        } catch (OrtException e) {
            LOG.info("gpu:{} is not there: {}", gpu, e.getMessage());
            return false;
        }
    }

    /**
     * The network on one GPU, with float32 products.
     *
     * @throws MalformedModelException when the engine cannot read the file, or CUDA's libraries are not there
     */
    static Model load(ModelBundle bundle, int gpu, int intraOpThreads) throws IOException, MalformedModelException {
        try (SessionOptions options = new SessionOptions();
                OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(gpu)) {
            options.setInterOpNumThreads(1);
            options.setIntraOpNumThreads(intraOpThreads);
            cuda.add("use_tf32", "0");
            options.addCUDA(cuda);
            // For DJL it is on the CPU: tensors are handed over there, and DJL would add CUDA a second time.
            Model network = Model.newInstance(bundle.manifest().network(), Device.cpu(), BundleManifest.ONNX_RUNTIME);
            try {
                network.load(bundle.folder(), bundle.manifest().network(), Map.of("sessionOptions", options));
                return network;
            } catch (IOException | MalformedModelException | RuntimeException e) {
                network.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new MalformedModelException("CUDA on gpu:" + gpu + ": " + e.getMessage(), e);
        }
    }
}
