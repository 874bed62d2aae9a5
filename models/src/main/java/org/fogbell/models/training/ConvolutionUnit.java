package org.fogbell.models.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** A 3x3 convolution with a border of one zero, batch normalisation, and ReLU. */
final class ConvolutionUnit extends AbstractBlock {
    private static final float EPSILON = 1e-3f;

    private final Conv2d convolution;
    private final BatchNorm normalisation;

    ConvolutionUnit(int width, int stride) {
        convolution = addChildBlock(
                "convolution",
                Conv2d.builder()
                        .setFilters(width)
                        .setKernelShape(new Shape(3, 3))
                        .optStride(new Shape(stride, stride))
                        .optPadding(new Shape(1, 1))
                        .optBias(false)
                        .build());
        normalisation = addChildBlock(
                "normalisation", BatchNorm.builder().optEpsilon(EPSILON).build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDList convolved = convolution.forward(parameters, inputs, training);
        return Activation.relu(normalisation.forward(parameters, convolved, training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return convolution.getOutputShapes(inputs);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        convolution.initialize(manager, type, inputs);
        normalisation.initialize(manager, type, convolution.getOutputShapes(inputs));
    }

    /** The convolution with the running statistics of the normalisation folded into it. */
    Folded folded() {
        float[] weights =
                convolution.getParameters().get("weight").getArray().duplicate().toFloatArray();
        float[] gamma = parameter("gamma");
        float[] beta = parameter("beta");
        float[] mean = parameter("runningMean");
        float[] variance = parameter("runningVar");
        int taps = weights.length / gamma.length;
        float[] biases = new float[gamma.length];
        for (int channel = 0; channel < gamma.length; channel++) {
            double scale = gamma[channel] / Math.sqrt((double) variance[channel] + EPSILON);
            biases[channel] = (float) (beta[channel] - mean[channel] * scale);
            for (int i = channel * taps; i < (channel + 1) * taps; i++) {
                weights[i] = (float) (weights[i] * scale);
            }
        }
        return new Folded(weights, biases);
    }

    private float[] parameter(String name) {
        return normalisation.getParameters().get(name).getArray().toFloatArray();
    }

    /**
     * @param weights outputs x inputs x 3 x 3
     * @param biases one an output
     */
    record Folded(float[] weights, float[] biases) {}
}
