package io.anyfs.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FsUrl;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServedStorageTest {

    @Test
    void facts_of_files_in_a_bucket_are_believed_for_ten_seconds() {
        assertEquals(
                Map.of("region", "eu-central-1", "statCache", "10"),
                parametersOf("s3://bucket/in?region=eu-central-1"));
    }

    @Test
    void unless_the_url_says_otherwise() {
        assertEquals(Map.of("statCache", "0"), parametersOf("s3://bucket?statCache=0"));
    }

    @Test
    void other_storages_are_served_as_they_are() {
        assertEquals(Map.of(), parametersOf("mem:"));
    }

    private static Map<String, String> parametersOf(String url) {
        return ServedStorage.of(FsUrl.parse(url), Path.of("/"), null).url().parameters();
    }
}
