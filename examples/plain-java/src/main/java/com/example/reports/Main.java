package com.example.reports;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Publishes reports in the storage that the URL on the command line names, or in memory. */
public final class Main {

    private Main() {}

    /** Runs the program. */
    public static void main(String[] arguments) throws IOException {
        String url = arguments.length > 0 ? arguments[0] : "mem:";
        try (FileSystem fs = FileSystems.open(url)) {
            Reports reports = new Reports(fs);
            reports.publish(
                    "2026-q1",
                    List.of(new Sale("apples", 120), new Sale("pears", 80)).iterator());
            reports.publish("2026-q2", List.of(new Sale("apples", 90)).iterator());
            for (FileInfo report : reports.published()) {
                System.out.println(report.path() + " has " + report.size() + " bytes");
            }
            try {
                reports.publish("2026-q2", interrupted());
            } catch (IllegalStateException interruption) {
                System.out.println(interruption.getMessage() + "; 2026-q2 is as it was: "
                        + reports.text("2026-q2").strip());
            }
        }
    }

    /** Fails where a database might: in the middle. */
    private static Iterator<Sale> interrupted() {
        return Stream.of("cherries", "plums")
                .map(product -> {
                    if (product.equals("plums")) {
                        throw new IllegalStateException("the database went away");
                    }
                    return new Sale(product, 10);
                })
                .iterator();
    }
}
