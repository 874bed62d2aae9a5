package org.fogbell.models.perception;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;

/** Starts DJL's engines without the network: natives come from the class path, and nothing is reported to anyone. */
public final class Offline {
    private Offline() {}

    /**
     * The engine of a name. The first call for an engine starts it and fixes its threads for the process, where the
     * engine has such a setting: PyTorch has, ONNX Runtime takes it per network.
     */
    public static synchronized Engine engine(String name, int intraOpThreads) {
        // DJL reads these once, when an engine starts; what the user has set stays.
        setIfAbsent("ai.djl.offline", "true");
        setIfAbsent("OPT_OUT_TRACKING", "true");
        setIfAbsent("ai.djl.pytorch.num_threads", Integer.toString(intraOpThreads));
        setIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
        return Engine.getEngine(name);
    }

    /**
     * A network of ONNX Runtime without DJL's block around it, on the CPU: where inputs count by their names, or are whole
     * numbers. What goes wrong comes as an exception and is not printed.
     *
     * @param threads inside one operator, at least 1
     */
    public static OrtSession session(Path network, int threads) throws OrtException {
        engine(BundleManifest.ONNX_RUNTIME, threads);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            return OrtEnvironment.getEnvironment().createSession(network.toString(), options);
        }
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
