package org.fogbell.models.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.PairList;

/** Makes a network the moving average of another of the same build. */
record MomentumTeacher(Block teacher, Block student) {
    /** {@code teacher = momentum teacher + (1 - momentum) student}, weight by weight; at 0 a copy. */
    void follow(double momentum) {
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException("expected a momentum of 0..1, got " + momentum);
        }
        PairList<String, Parameter> ours = teacher.getParameters();
        PairList<String, Parameter> theirs = student.getParameters();
        for (int i = 0; i < ours.size(); i++) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray weights = ours.valueAt(i).getArray();
                weights.muli(momentum).addi(theirs.valueAt(i).getArray().mul(1 - momentum));
            }
        }
    }
}
