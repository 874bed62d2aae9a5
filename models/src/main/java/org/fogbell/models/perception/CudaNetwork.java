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
 * large products; and stop for each new size of a batch.
 */
final class CudaNetwork {
    private static final Logger LOG = LoggerFactory.getLogger(CudaNetwork.class);
    private static final int MOST_GPUS = 64;

    private CudaNetwork() {}

    /** Counted once: where CUDA's libraries are missing, each try is reported on standard error. */
    private static final class Holder {
        static final Found FOUND = find();
    }

    /** @param noMore why there is not one more */
    private record Found(int gpus, String noMore) {}

    /**
     * The GPUs that ONNX Runtime can use here: 0 with its build for the CPU alone, without CUDA's libraries and without a
     * GPU. DJL's count is another: it looks for a library by a name that only CUDA's development packages have.
     */
    static int gpus() {
        return Holder.FOUND.gpus();
    }

    /** Why there are no more than {@link #gpus}, for whoever asked for one that is not there. */
    static String noMore() {
        return Holder.FOUND.noMore();
    }

    private static Found find() {
        if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            return new Found(0, "this ONNX Runtime was built without CUDA");
        }
        for (int gpu = 0; gpu < MOST_GPUS; gpu++) {
            try (SessionOptions options = new SessionOptions();
                    OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(gpu)) {
                options.addCUDA(cuda);
            } catch (OrtException e) {
                String noMore = "gpu:" + gpu + " is not there: " + e.getMessage();
                LOG.info("{}", noMore);
                return new Found(gpu, noMore);
            }
        }
        return new Found(MOST_GPUS, "more are not looked for");
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
            // Batches come in every size, and the default tries all algorithms out for each: up to a second in which
            // frames wait.
            cuda.add("cudnn_conv_algo_search", "HEURISTIC");
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
