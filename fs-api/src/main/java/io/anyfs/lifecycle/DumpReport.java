package io.anyfs.lifecycle;

import io.anyfs.lifecycle.DumpAnalysis.Group;
import io.anyfs.lifecycle.DumpAnalysis.Grouping;
import io.anyfs.lifecycle.DumpAnalysis.Growth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** An analysis as text for humans. What came from labels is escaped, so that it cannot steer a terminal. */
public final class DumpReport {

    private final DumpAnalysis analysis;
    private final int most;

    /**
     * A report.
     *
     * @param most how many lines each section has at most
     */
    public DumpReport(DumpAnalysis analysis, int most) {
        this.analysis = analysis;
        this.most = most;
    }

    /** Writes the report. */
    public void writeTo(Appendable out) throws IOException {
        DumpHeader header = analysis.dump().header();
        line(out, "Process %d at %s", header.pid(), header.writtenAt());
        line(out, "%s, leak detection %s", DumpText.escape(header.jvm()), DumpText.escape(header.level()));
        line(out, "%,d open, %,d leaked and cleaned up since the process began", header.total(), header.leaks());
        ResourceDump older = analysis.older();
        if (older != null) {
            growth(out, older);
        }
        for (Grouping grouping : Grouping.values()) {
            totals(out, grouping);
        }
        resources(out, "Oldest", analysis.oldest(most), header.total());
    }

    private void growth(Appendable out, ResourceDump older) throws IOException {
        DumpHeader now = analysis.dump().header();
        Duration between = Duration.between(older.header().writtenAt(), now.writtenAt());
        line(out, "");
        line(out, "Since %s (%s ago)", older.header().writtenAt(), age(between));
        line(
                out,
                "  %+,d open, %+,d leaked",
                now.total() - older.header().total(),
                now.leaks() - older.header().leaks());
        for (Grouping grouping : Grouping.values()) {
            List<Growth> growths = analysis.growth(grouping).stream()
                    .filter(growth -> growth.change() > 0)
                    .toList();
            if (!growths.isEmpty()) {
                line(out, "");
                line(out, "Fastest growing by %s", name(grouping));
                for (Growth growth : growths.subList(0, Math.min(most, growths.size()))) {
                    String numbers = String.format(
                            Locale.ROOT,
                            "%,d -> %,d (%+,.0f an hour)",
                            growth.before(),
                            growth.now(),
                            growth.perHour());
                    line(out, "  %-36s %s", numbers, DumpText.escape(growth.name()));
                }
                more(out, growths.size());
            }
        }
        resources(out, "Open in both", analysis.inBoth(most), analysis.countInBoth());
    }

    private void totals(Appendable out, Grouping grouping) throws IOException {
        List<Group> groups = analysis.totals(grouping);
        line(out, "");
        line(out, "By %s", name(grouping));
        for (Group group : groups.subList(0, Math.min(most, groups.size()))) {
            line(out, "  %,9d  oldest %9s  %s", group.count(), age(group.oldest()), DumpText.escape(group.name()));
        }
        more(out, groups.size());
    }

    private void resources(Appendable out, String title, List<DumpedResource> resources, long all) throws IOException {
        line(out, "");
        line(out, "%s", title);
        for (DumpedResource resource : resources) {
            line(
                    out,
                    "  %9s  %-11s %s  (owner %s, id %d%s)",
                    age(resource.age()),
                    resource.kind(),
                    DumpText.escape(resource.label()),
                    DumpText.escape(resource.owner()),
                    resource.id(),
                    resource.closing() ? ", being closed" : "");
            if (!resource.stack().isEmpty()) {
                line(out, "  %22s at %s", "", DumpText.escape(resource.place()));
            }
        }
        more(out, all);
    }

    private void more(Appendable out, long all) throws IOException {
        if (all > most) {
            line(out, "  %,9d  more", all - most);
        }
    }

    private static String name(Grouping grouping) {
        return switch (grouping) {
            case KIND -> "kind";
            case OWNER -> "owner";
            case PLACE -> "place of opening";
        };
    }

    /** Two units at most: {@code 3d 4h}, {@code 12m 5s}, {@code 1.234s}. */
    static String age(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + "d " + age.toHoursPart() + "h";
        }
        if (age.toHours() > 0) {
            return age.toHours() + "h " + age.toMinutesPart() + "m";
        }
        if (age.toMinutes() > 0) {
            return age.toMinutes() + "m " + age.toSecondsPart() + "s";
        }
        return String.format(Locale.ROOT, "%.3fs", age.toMillis() / 1000.0);
    }

    private static void line(Appendable out, String format, Object... values) throws IOException {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        try {
            writeTo(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
