package org.fogbell.models.training;

import ai.djl.Device;
import ai.djl.engine.Engine;

/** Where a network learns. */
public final class TorchDevice {
    private TorchDevice() {}

    /**
     * The device of a name.
     *
     * @param device as in {@link org.fogbell.models.perception.ServingOptions}
     * @throws IllegalArgumentException where it is a GPU that the engine does not have
     */
    public static Device of(Engine engine, String device) {
        int gpus = engine.getGpuCount();
        if (device.equals("cpu") || (device.equals("auto") && gpus == 0)) {
            return Device.cpu();
        }
        int number = device.equals("auto") ? 0 : Integer.parseInt(device.substring("gpu:".length()));
        if (number >= gpus) {
            throw new IllegalArgumentException(
                    "--device: expected a GPU that PyTorch can use, of which there are " + gpus + ", got " + device);
        }
        return Device.gpu(number);
    }
}
