package com.example.reports;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** Reports of sales, a file for each quarter. Where they are stored is the business of whoever opens the filesystem. */
final class Reports {

    private static final String DIRECTORY = "/reports";

    private final FileSystem fs;

    Reports(FileSystem fs) {
        this.fs = fs;
    }

    /** Writes a report, or replaces the one that is there. Until all sales are written nobody sees any of the new ones. */
    FileInfo publish(String quarter, Iterator<Sale> sales) throws IOException {
        fs.createDirectories(DIRECTORY);
        return fs.write(path(quarter), WriteOptions.replace(), out -> {
            while (sales.hasNext()) {
                Sale sale = sales.next();
                out.write((sale.product() + ";" + sale.count() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    String text(String quarter) throws IOException {
        return fs.readString(path(quarter));
    }

    /** All that were published, in the order of their quarters. */
    List<FileInfo> published() throws IOException {
        return fs.entries(DIRECTORY).stream()
                .sorted(Comparator.comparing(report -> report.path().toString()))
                .toList();
    }

    private static String path(String quarter) {
        return DIRECTORY + "/" + quarter + ".csv";
    }
}
