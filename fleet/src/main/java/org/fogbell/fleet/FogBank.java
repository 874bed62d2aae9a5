package org.fogbell.fleet;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.CorruptionKind;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.SimulatedFrame;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Fog that lies on a circle of the map; whoever drives through sees through it. Written {@code
 * SEVERITY@NORTH,EAST,RADIUS}, as {@code 4@-20,150,60}.
 *
 * @param northMetres of the circle's middle, from the middle of the simulated world
 * @param eastMetres of the circle's middle
 */
record FogBank(Corruption fog, double northMetres, double eastMetres, double radiusMetres) {
    private static final String NUMBER = "\\s*(-?\\d{1,9}(?:\\.\\d{1,9})?)\\s*";
    private static final Pattern FORM = Pattern.compile("(-?\\d{1,9})@" + NUMBER + "," + NUMBER + "," + NUMBER);
    private static final double METRES_PER_DEGREE = 111_320;

    FogBank {
        if (!(radiusMetres > 0)) {
            throw new IllegalArgumentException("expected a radius of more than 0 m, got " + radiusMetres);
        }
    }

    /** A bank around the place where a frame was captured. */
    static FogBank around(SimulatedFrame frame, DriveConfig map, int severity, double radiusMetres) {
        return new FogBank(
                new Corruption(CorruptionKind.FOG, severity),
                Math.rint(north(frame, map)),
                Math.rint(east(frame, map)),
                radiusMetres);
    }

    /** Parses; an {@link IllegalArgumentException} says what was expected and what came. */
    static FogBank parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "expected SEVERITY@NORTH,EAST,RADIUS in metres, such as 4@-20,150,60, got '" + text + "'");
        }
        return new FogBank(
                new Corruption(CorruptionKind.FOG, Integer.parseInt(form.group(1))),
                Double.parseDouble(form.group(2)),
                Double.parseDouble(form.group(3)),
                Double.parseDouble(form.group(4)));
    }

    /** Whether the frame was captured inside. */
    boolean covers(SimulatedFrame frame, DriveConfig map) {
        return Math.hypot(north(frame, map) - northMetres, east(frame, map) - eastMetres) < radiusMetres;
    }

    private static double north(SimulatedFrame frame, DriveConfig map) {
        return (frame.latitude() - map.latitude()) * METRES_PER_DEGREE;
    }

    private static double east(SimulatedFrame frame, DriveConfig map) {
        return (frame.longitude() - map.longitude()) * METRES_PER_DEGREE * Math.cos(Math.toRadians(map.latitude()));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d@%s,%s,%s",
                fog.severity(),
                metres(northMetres),
                metres(eastMetres),
                metres(radiusMetres));
    }

    private static String metres(double metres) {
        return String.format(Locale.ROOT, "%.1f", metres).replaceFirst("\\.0$", "");
    }

    /** Reads {@code --fog-bank}; picocli puts the option's name before the message. */
    static final class Option implements ITypeConverter<FogBank> {
        @Override
        public FogBank convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
