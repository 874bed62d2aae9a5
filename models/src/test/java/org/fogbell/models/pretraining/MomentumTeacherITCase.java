package org.fogbell.models.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MomentumTeacherITCase {
    private NDManager manager;
    private DistillationNetwork teacher;
    private DistillationNetwork student;

    @BeforeEach
    void start() {
        manager = Tiny.newManager();
        teacher = new DistillationNetwork(Tiny.SIZE, 8);
        student = new DistillationNetwork(Tiny.SIZE, 8);
        teacher.initialize(manager);
        student.initialize(manager);
    }

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void isTheStudentAtMomentumZero() {
        new MomentumTeacher(teacher, student).follow(0);
        for (int i = 0; i < teacher.getParameters().size(); i++) {
            assertThat(values(teacher, i)).isEqualTo(values(student, i));
        }
    }

    @Test
    void comesNearerByOneMinusTheMomentumInEachStep() {
        int parameters = teacher.getParameters().size();
        assertThat(parameters).isEqualTo(3 + 2 * 12 + 2 + 7);
        float[][] before = new float[parameters][];
        for (int i = 0; i < parameters; i++) {
            before[i] = values(teacher, i);
        }
        MomentumTeacher following = new MomentumTeacher(teacher, student);
        for (int step = 0; step < 3; step++) {
            following.follow(0.75);
        }
        double left = Math.pow(0.75, 3);
        for (int i = 0; i < parameters; i++) {
            float[] after = values(teacher, i);
            float[] target = values(student, i);
            for (int k = 0; k < after.length; k++) {
                assertThat((double) after[k])
                        .as("%s", teacher.getParameters().get(i).getKey())
                        .isCloseTo(left * before[i][k] + (1 - left) * target[k], within(1e-5));
            }
        }
    }

    @Test
    void refusesAMomentumAboveOne() {
        assertThatThrownBy(() -> new MomentumTeacher(teacher, student).follow(1.5))
                .hasMessageContaining("got 1.5");
    }

    private static float[] values(Block network, int index) {
        Parameter parameter = network.getParameters().get(index).getValue();
        return parameter.getArray().toFloatArray();
    }
}
