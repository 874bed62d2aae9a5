package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.SimulatedFrame;
import org.junit.jupiter.api.Test;

class AtmosphereTest {
    private static final DriveConfig MAP = DriveConfig.defaults();
    private static final FogBank BANK = FogBank.parse("3@0,100,50");

    private final List<String> passages = new ArrayList<>();

    @Test
    void isFoggyInsideTheBankOnly() {
        Atmosphere air = new Atmosphere(MAP, List.of(), List.of(BANK), 7, passages::add);
        double[] east = {0, 49, 51, 100, 149, 151, 200};
        List<Boolean> foggy = new ArrayList<>();
        for (double metres : east) {
            SimulatedFrame frame = FogBankTest.frameAt(0, metres);
            foggy.add(air.seen(frame, null, null).orElseThrow().sweep() != frame.sweep());
        }
        assertThat(foggy).containsExactly(false, false, true, true, true, false, false);
        assertThat(passages).containsExactly("enters fog bank 3@0,100,50", "leaves fog bank 3@0,100,50");
    }

    @Test
    void weakensEchoesByTheWayThereAndBack() {
        Atmosphere air = new Atmosphere(MAP, List.of(), List.of(BANK), 7, passages::add);
        SimulatedFrame frame = FogBankTest.frameAt(0, 100);
        float intensity = air.seen(frame, null, null).orElseThrow().sweep().intensity(0);
        double range = 30;
        double attenuationPerMetre = 0.02;
        assertThat(intensity).isCloseTo((float) (0.8 * Math.exp(-2 * attenuationPerMetre * range)), within());
    }

    @Test
    void theCameraLooksThroughTheSameFog() {
        Atmosphere air = new Atmosphere(MAP, List.of(Corruption.of("fog", 5)), List.of(), 7, passages::add);
        CameraImage black = new CameraImage(2, 1, new byte[6]);
        CameraImage seen = air.seen(FogBankTest.frameAt(0, 0), black, new float[] {2, 200})
                .orElseThrow()
                .image();
        assertThat(seen.at(1, 0, 0)).isGreaterThan(seen.at(0, 0, 0)).isGreaterThan(150);
    }

    @Test
    void aFrameThatIsLostReachesNobody() {
        Atmosphere air = new Atmosphere(MAP, List.of(Corruption.of("silence", 1)), List.of(BANK), 7, passages::add);
        assertThat(air.seen(FogBankTest.frameAt(0, 100), null, null)).isEmpty();
    }

    @Test
    void clearAirChangesNothing() {
        SimulatedFrame frame = FogBankTest.frameAt(0, 100);
        assertThat(Atmosphere.clear(MAP).seen(frame, null, null).orElseThrow().sweep())
                .isSameAs(frame.sweep());
    }

    private static org.assertj.core.data.Offset<Float> within() {
        return org.assertj.core.data.Offset.offset(0.01f);
    }
}
