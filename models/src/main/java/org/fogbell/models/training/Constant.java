package org.fogbell.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Numbers as factors and bounds in what gradients are taken of.
 *
 * <p>DJL makes a number operand an array on a Java buffer and lets go of it when the operation returns, while PyTorch keeps
 * its address for the backward pass: a garbage collection in between turns the gradients into nonsense. These lie in
 * PyTorch's own memory. Numbers that are added or compared are not kept, and need no such care.
 */
public final class Constant {
    private Constant() {}

    /** Of the operand's type, so that it does not change the result's; it lives as long as the operand's manager. */
    public static NDArray beside(NDArray operand, double value) {
        return operand.getManager().full(new Shape(), (float) value, operand.getDataType());
    }
}
