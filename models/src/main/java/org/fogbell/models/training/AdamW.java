package org.fogbell.models.training;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam with decoupled weight decay, whose moments can be saved: a training that is resumed takes the steps that it would
 * have taken. Gradients are clipped by their norm over all parameters. Weights decay; biases and normalisation do not.
 */
/*
 * Loshchilov, Hutter, Decoupled weight decay regularization, arXiv 1711.05101. With gradient g at step t:
 *
 *   m = b1 m + (1 - b1) g,  v = b2 v + (1 - b2) g^2,
 *   w = w - rate (m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + e) + decay w)
 */
public final class AdamW implements AutoCloseable {
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.99;
    private static final double EPSILON = 1e-8;

    private record Slot(String name, Parameter parameter, NDArray first, NDArray second) {}

    /** The numbers of one step. Made once, as each is a copy of its own to a GPU. */
    private record Factors(
            NDArray scale,
            NDArray firstKept,
            NDArray firstNew,
            NDArray firstShare,
            NDArray secondKept,
            NDArray secondNew,
            NDArray secondShare,
            NDArray epsilon,
            NDArray decay,
            NDArray rate) {}

    private final NDManager manager;
    private final List<Slot> slots = new ArrayList<>();
    private final double decay;
    private final double maxNorm;
    private int steps;

    /** For a network that is initialised or loaded; loading it later makes this useless. The moments live beside its parameters until this is closed. */
    public AdamW(NDManager parent, Block network, double decay, double maxNorm) {
        if (!(decay >= 0) || !(maxNorm > 0)) {
            throw new IllegalArgumentException(
                    "expected a decay of at least 0 and a norm above 0, got " + decay + " and " + maxNorm);
        }
        this.manager = parent.newSubManager();
        this.decay = decay;
        this.maxNorm = maxNorm;
        for (Pair<String, Parameter> named : network.getParameters()) {
            Parameter parameter = named.getValue();
            if (parameter.requiresGradient()) {
                // Parameters that were loaded do not ask for gradients by themselves.
                parameter.getArray().setRequiresGradient(true);
                slots.add(new Slot(
                        named.getKey(),
                        parameter,
                        manager.zeros(parameter.getShape(), parameter.getArray().getDataType()),
                        manager.zeros(parameter.getShape(), parameter.getArray().getDataType())));
            }
        }
    }

    /**
     * Moves the parameters by the gradients that backward passes left since the last step, and takes these away.
     *
     * @return the norm of the gradients before clipping
     * @throws ArithmeticException when it is not finite; nothing was moved
     */
    public double step(double rate) {
        double norm = norm();
        if (!Double.isFinite(norm)) {
            throw new ArithmeticException("the gradients of step " + steps + " are not finite");
        }
        steps++;
        double scale = Math.min(1, maxNorm / Math.max(norm, EPSILON));
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Factors factors = factors(rate, scale);
            for (Slot slot : slots) {
                move(slot, factors);
            }
        }
        return norm;
    }

    /** Steps taken so far. */
    public int steps() {
        return steps;
    }

    private double norm() {
        double squares = 0;
        for (Slot slot : slots) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                squares +=
                        slot.parameter().getArray().getGradient().square().sum().getFloat();
            }
        }
        return Math.sqrt(squares);
    }

    private Factors factors(double rate, double scale) {
        return new Factors(
                manager.create(scale),
                manager.create(FIRST_DECAY),
                manager.create(1 - FIRST_DECAY),
                manager.create(1 - Math.pow(FIRST_DECAY, steps)),
                manager.create(SECOND_DECAY),
                manager.create(1 - SECOND_DECAY),
                manager.create(1 - Math.pow(SECOND_DECAY, steps)),
                manager.create(EPSILON),
                manager.create(decay),
                manager.create(rate));
    }

    private void move(Slot slot, Factors factors) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray weights = slot.parameter().getArray();
            NDArray left = weights.getGradient();
            NDArray gradient = left.mul(factors.scale());
            // The engine adds the next gradient to this one.
            left.subi(left);
            slot.first().muli(factors.firstKept()).addi(gradient.mul(factors.firstNew()));
            slot.second().muli(factors.secondKept()).addi(gradient.square().mul(factors.secondNew()));
            NDArray spread = slot.second().div(factors.secondShare()).sqrt().add(factors.epsilon());
            NDArray way = slot.first().div(factors.firstShare()).div(spread);
            if (slot.parameter().getType() == Parameter.Type.WEIGHT) {
                way = way.add(weights.mul(factors.decay()));
            }
            weights.subi(way.mul(factors.rate()));
        }
    }

    void save(DataOutputStream out) throws IOException {
        // What is on a GPU is read from a copy, which DJL leaves to the array's manager; here it goes.
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            out.writeInt(steps);
            out.writeInt(slots.size());
            for (Slot slot : slots) {
                out.writeUTF(slot.name());
                write(out, slot.first());
                write(out, slot.second());
            }
        }
    }

    private static void write(DataOutputStream out, NDArray array) throws IOException {
        for (float value : array.toFloatArray()) {
            out.writeFloat(value);
        }
    }

    /**
     * @throws MalformedModelException when what was saved is of another network
     */
    void load(DataInputStream in) throws IOException, MalformedModelException {
        steps = in.readInt();
        int saved = in.readInt();
        if (saved != slots.size()) {
            throw new MalformedModelException("expected the moments of " + slots.size() + " parameters, got " + saved);
        }
        for (Slot slot : slots) {
            String name = in.readUTF();
            if (!name.equals(slot.name())) {
                throw new MalformedModelException("expected the moments of " + slot.name() + ", got " + name);
            }
            read(in, slot.first());
            read(in, slot.second());
        }
    }

    private static void read(DataInputStream in, NDArray array) throws IOException {
        float[] values = new float[Math.toIntExact(array.getShape().size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        array.set(values);
    }

    @Override
    public void close() {
        manager.close();
    }
}
