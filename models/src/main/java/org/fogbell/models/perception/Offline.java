package org.fogbell.models.perception;

import ai.djl.engine.Engine;

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

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
