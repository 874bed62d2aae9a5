package org.fogbell.verdict;

import java.util.List;
import java.util.Locale;
import org.fogbell.schemas.IncidentCause;
import org.fogbell.schemas.IncidentState;
import org.jspecify.annotations.Nullable;

/** Says in one sentence, for the person on call, what an incident is and who says so. */
final class IncidentReasons {
    private IncidentReasons() {}

    static String of(OpenIncident incident, IncidentState state, long total, long open, @Nullable String mergedInto) {
        if (mergedInto != null) {
            return "one and the same as incident " + mergedInto + ", which goes on";
        }
        if (total == 0) {
            return "withdrawn: the cause of its alerts is "
                    + word(incident.finding().cause()) + ", see the incident of that";
        }
        String count = state == IncidentState.CLOSED
                ? "over: " + alerts(total)
                : alerts(total) + (open == total ? "" : ", " + open + " of them open");
        return what(incident) + "; " + count;
    }

    private static String what(OpenIncident incident) {
        Evidence evidence = incident.finding().evidence();
        String note = incident.finding().note();
        String said =
                switch (incident.cause()) {
                    case WEATHER ->
                        "vehicles at one place deviate together"
                                + peers("others that agree", evidence.agreeing(), evidence.agreed())
                                + peers("that do not", evidence.disagreeing(), evidence.disagreed());
                    case SENSOR_FAULT ->
                        "this sensor alone"
                                + peers("peers that are well", evidence.disagreeing(), evidence.disagreed())
                                + peers("that are not", evidence.agreeing(), evidence.agreed());
                    case VEHICLE ->
                        "every sensor of the vehicle" + peers("others", evidence.agreeing(), evidence.agreed());
                    case MODEL ->
                        "most vehicles deviate since this "
                                + (incident.rolledOut().isFirmwareAlone() ? "firmware" : "model") + " came"
                                + peers("that agree", evidence.agreeing(), evidence.agreed())
                                + peers("that do not", evidence.disagreeing(), evidence.disagreed());
                    case OUTAGE ->
                        "most vehicles fell silent together"
                                + peers("silent", evidence.agreeing(), evidence.agreed())
                                + peers("heard", evidence.disagreeing(), evidence.disagreed());
                    case UNKNOWN ->
                        "no peer can tell the cause"
                                + peers("that show the same", evidence.agreeing(), evidence.agreed());
                };
        return note.isEmpty() ? said : said + "; " + note;
    }

    private static String peers(String what, long count, List<String> names) {
        if (count == 0) {
            return "";
        }
        String more = count > names.size() ? ", …" : "";
        return "; " + what + ": " + count + " (" + String.join(", ", names) + more + ")";
    }

    private static String alerts(long count) {
        return count == 1 ? "1 alert" : count + " alerts";
    }

    private static String word(IncidentCause cause) {
        return cause.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
