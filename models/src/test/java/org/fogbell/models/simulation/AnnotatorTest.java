package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.fogbell.models.frame.KittiCalibration;
import org.fogbell.models.frame.ObjectLabel;
import org.junit.jupiter.api.Test;

class AnnotatorTest {
    private static final int WIDTH = 621;
    private static final int HEIGHT = 188;
    private static final KittiCalibration CALIBRATION = KittiCalibration.ahead(WIDTH, HEIGHT);
    private static final Road ROAD = Road.straight(-100, 0, 0, 300);
    private static final Ground GROUND = new Ground(200, 0);
    private static final Ego EGO = new Ego(Placement.upright(0, 0, 1.73, 0), 0, 0);

    /** A car that stands so many metres ahead and to the left, and perhaps something in front of it. */
    private static Scenario car(double ahead, double left, double turn, Consumer<Brush> obstacle) {
        Actor actor = Actor.of(1, ActorKind.CAR, 3, ROAD, 100 + ahead, left, turn, 0);
        Solids standing = new Solids();
        Bodywork.draw(actor, actor.brush(standing, GROUND, 0), 0);
        obstacle.accept(new Brush(standing, Placement.upright(0, 0, 0, 0)));
        World world = new World(GROUND, ROAD, new Bvh(standing), List.of(actor));
        return new Scenario(world, world.at(0, -1));
    }

    private record Scenario(World world, Scene scene) {
        LabelledObject annotate() {
            List<LabelledObject> objects =
                    new Annotator(CALIBRATION, WIDTH, HEIGHT).annotate(world, scene, EGO, 0, -1, new int[2]);
            assertThat(objects).hasSize(1);
            return objects.get(0);
        }

        CameraView view() {
            return new Camera(CALIBRATION, WIDTH, HEIGHT, 1).render(scene, EGO.sensor());
        }
    }

    private static final Consumer<Brush> NOTHING = brush -> {};

    private static ObjectLabel label(LabelledObject object) {
        return Objects.requireNonNull(object.label());
    }

    @Test
    void theImageBoxIsWhereTheObjectsPixelsAre() {
        for (int seed = 0; seed < 12; seed++) {
            Dice dice = new Dice(seed, 0);
            Scenario scenario = car(dice.between(8, 30), dice.between(-4, 4), dice.between(-3, 3), NOTHING);
            ObjectLabel label = label(scenario.annotate());
            int[] edges = edges(scenario.view());
            assertThat(label.left()).as("seed %d", seed).isCloseTo(edges[0], within(1.5));
            assertThat(label.top()).as("seed %d", seed).isCloseTo(edges[1], within(1.5));
            assertThat(label.right()).as("seed %d", seed).isCloseTo(edges[2], within(1.5));
            assertThat(label.bottom()).as("seed %d", seed).isCloseTo(edges[3], within(1.5));
        }
    }

    /** Left, top, right and bottom of the pixels that show object 1. */
    private static int[] edges(CameraView view) {
        int[] edges = {WIDTH, HEIGHT, 0, 0};
        for (int v = 0, i = 0; v < HEIGHT; v++) {
            for (int u = 0; u < WIDTH; u++, i++) {
                if (view.objects()[i] == 1) {
                    edges[0] = Math.min(edges[0], u);
                    edges[1] = Math.min(edges[1], v);
                    edges[2] = Math.max(edges[2], u + 1);
                    edges[3] = Math.max(edges[3], v + 1);
                }
            }
        }
        return edges;
    }

    @Test
    void alphaIsTheRotationLessTheDirectionInWhichTheObjectIsSeen() {
        ObjectLabel label = label(car(15, 6, 0.4, NOTHING).annotate());
        assertThat(label.rotationY()).isCloseTo(-0.4 - Math.PI / 2, within(1e-9));
        double seen = Math.atan2(label.cameraX(), label.cameraZ());
        assertThat(Math.IEEEremainder(label.alpha() - label.rotationY() + seen, 2 * Math.PI))
                .isCloseTo(0, within(1e-9));
    }

    @Test
    void theBoxStandsOnTheGroundWithItsSize() {
        LabelledObject object = car(20, -3, 0, NOTHING).annotate();
        ObjectLabel label = label(object);
        assertThat(object.box().z() - object.box().height() / 2).isCloseTo(-1.73 + 0.08, within(1e-9));
        assertThat(label.cameraY()).isCloseTo(1.73 - 0.08 - 0.08, within(1e-9));
        assertThat(label.cameraZ()).isCloseTo(20 - 0.27, within(1e-9));
        assertThat(label.cameraX()).isCloseTo(3, within(1e-9));
        assertThat(label.length()).isEqualTo(object.box().length());
    }

    @Test
    void occlusionGrowsWithWhatStandsInFront() {
        List<Integer> levels = new ArrayList<>();
        for (double covered : new double[] {-1.5, -0.3, 0.5}) {
            Consumer<Brush> wall = brush -> brush.dip(Material.CONCRETE, 1, 0).box(9, 9.2, -5, covered * 0.45, 0, 3);
            levels.add(label(car(20, 0, 0, wall).annotate()).occlusion());
        }
        assertThat(levels).containsExactly(0, 1, 2);
    }

    @Test
    void whatIsFullyHiddenHasNoLabel() {
        Consumer<Brush> wall = brush -> brush.dip(Material.CONCRETE, 1, 0).box(9, 9.2, -5, 5, 0, 3);
        assertThat(car(20, 0, 0, wall).annotate().label()).isNull();
    }

    @Test
    void truncationIsTheShareOutsideTheImage() {
        assertThat(label(car(20, 0, 0, NOTHING).annotate()).truncation()).isZero();
        double edge = (WIDTH / 2.0) / (721.5377 * WIDTH / 1242);
        ObjectLabel half =
                label(car(20, (20 - 0.27) * edge, Math.PI / 2, NOTHING).annotate());
        assertThat(half.truncation()).isCloseTo(0.5, within(0.05));
        assertThat(half.left()).isZero();
    }

    @Test
    void whatTheCameraDoesNotSeeHasABoxButNoLabel() {
        LabelledObject behind = car(-15, 0, 0, NOTHING).annotate();
        assertThat(behind.label()).isNull();
        assertThat(behind.box().x()).isCloseTo(-15, within(1e-9));
    }
}
