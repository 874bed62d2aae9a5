package org.fogbell.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The optimiser on PyTorch through DJL against the formula in double precision. */
class AdamWITCase {
    private static final float[] INPUT = {1, -2, 0.5f};

    private NDManager manager;
    private Linear network;

    @BeforeEach
    void start() {
        manager = PyTorch.newManager();
        network = network(1);
    }

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void takesTheStepsOfTheFormula() {
        double[] weights = {0.2, 0.3, -0.4, 0.1};
        double[] first = new double[4];
        double[] second = new double[4];
        set(network, weights);
        try (AdamW optimizer = new AdamW(manager, network, 0.1, 1.5)) {
            for (int step = 1; step <= 6; step++) {
                double norm = backward(network);
                assertThat(optimizer.step(0.01)).isCloseTo(norm, within(1e-4));
                move(weights, first, second, step);
                assertThat((double) value(network, "weight", 0)).isCloseTo(weights[0], within(1e-5));
                assertThat((double) value(network, "weight", 1)).isCloseTo(weights[1], within(1e-5));
                assertThat((double) value(network, "bias", 0)).isCloseTo(weights[3], within(1e-5));
            }
            assertThat(optimizer.steps()).isEqualTo(6);
        }
    }

    @Test
    void aResumedTrainingTakesTheSameSteps() throws Exception {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        Linear resumed = network(2);
        try (AdamW optimizer = new AdamW(manager, network, 0.1, 1)) {
            run(network, optimizer, 5);
            network.saveParameters(new DataOutputStream(saved));
            optimizer.save(new DataOutputStream(saved));
            run(network, optimizer, 5);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved.toByteArray()));
        resumed.loadParameters(manager, in);
        try (AdamW optimizer = new AdamW(manager, resumed, 0.1, 1)) {
            optimizer.load(in);
            assertThat(optimizer.steps()).isEqualTo(5);
            run(resumed, optimizer, 5);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(value(resumed, "weight", i)).isEqualTo(value(network, "weight", i));
        }
    }

    @Test
    void refusesTheMomentsOfAnotherNetwork() throws IOException {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(saved);
        out.writeInt(3);
        out.writeInt(7);
        try (AdamW optimizer = new AdamW(manager, network, 0, 1)) {
            assertThatThrownBy(() -> optimizer.load(new DataInputStream(new ByteArrayInputStream(saved.toByteArray()))))
                    .isInstanceOf(MalformedModelException.class)
                    .hasMessageContaining("2 parameters, got 7");
        }
    }

    @Test
    void stepsLeaveNoArraysBehind() {
        try (AdamW optimizer = new AdamW(manager, network, 0.1, 1)) {
            run(network, optimizer, 3);
            int before = manager.getManagedArrays().size();
            run(network, optimizer, 20);
            assertThat(manager.getManagedArrays()).hasSize(before);
        }
    }

    private void run(Linear trained, AdamW optimizer, int steps) {
        for (int i = 0; i < steps; i++) {
            backward(trained);
            optimizer.step(0.01);
        }
    }

    private Linear network(int seed) {
        Engine.getEngine("PyTorch").setRandomSeed(seed);
        Linear linear = Linear.builder().setUnits(1).build();
        linear.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
        return linear;
    }

    /** Leaves the gradient of (w x + b - 3)^2; its norm. */
    private double backward(Linear trained) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray answer = trained.forward(
                            new ParameterStore(scope, false), new NDList(scope.create(INPUT, new Shape(1, 3))), true)
                    .singletonOrThrow();
            collector.backward(answer.sub(3).square().sum());
            return Math.abs(2 * (answer.sum().getFloat() - 3)) * Math.sqrt(1 + 4 + 0.25 + 1);
        }
    }

    private static void move(double[] weights, double[] first, double[] second, int step) {
        double[] input = {INPUT[0], INPUT[1], INPUT[2], 1};
        double error = -3;
        double inputNorm = 0;
        for (int i = 0; i < 4; i++) {
            error += weights[i] * input[i];
            inputNorm += input[i] * input[i];
        }
        double scale = Math.min(1, 1.5 / (2 * Math.abs(error) * Math.sqrt(inputNorm)));
        for (int i = 0; i < 4; i++) {
            double gradient = 2 * error * input[i] * scale;
            first[i] = 0.9 * first[i] + 0.1 * gradient;
            second[i] = 0.99 * second[i] + 0.01 * gradient * gradient;
            double way =
                    first[i] / (1 - Math.pow(0.9, step)) / (Math.sqrt(second[i] / (1 - Math.pow(0.99, step))) + 1e-8);
            weights[i] -= 0.01 * (way + (i < 3 ? 0.1 * weights[i] : 0));
        }
    }

    private static void set(Linear network, double[] weights) {
        Parameter weight = network.getParameters().get("weight");
        weight.getArray().set(new float[] {(float) weights[0], (float) weights[1], (float) weights[2]});
        network.getParameters().get("bias").getArray().set(new float[] {(float) weights[3]});
    }

    private static float value(Linear network, String parameter, int index) {
        return network.getParameters().get(parameter).getArray().toFloatArray()[index];
    }
}
