package io.anyfs.tck;

import io.anyfs.tck.cases.Appending;
import io.anyfs.tck.cases.Attributes;
import io.anyfs.tck.cases.Concurrency;
import io.anyfs.tck.cases.Copying;
import io.anyfs.tck.cases.CrashMatrix;
import io.anyfs.tck.cases.Deleting;
import io.anyfs.tck.cases.DeletingTrees;
import io.anyfs.tck.cases.Directories;
import io.anyfs.tck.cases.HardLinks;
import io.anyfs.tck.cases.InPlace;
import io.anyfs.tck.cases.Large;
import io.anyfs.tck.cases.Lifecycle;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Looking;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Names;
import io.anyfs.tck.cases.Paths;
import io.anyfs.tck.cases.Positions;
import io.anyfs.tck.cases.Reading;
import io.anyfs.tck.cases.Refusals;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Streams;
import io.anyfs.tck.cases.SymbolicLinks;
import io.anyfs.tck.cases.Updating;
import io.anyfs.tck.cases.Views;
import io.anyfs.tck.cases.Visibility;
import io.anyfs.tck.cases.Writing;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * What the contract is about. JUnit asks again for each case whether its class has any, and finds the first one soon only where
 * the class that it looks through has a case itself and no interfaces. So these are here, and {@link FileSystemContract} has one:
 * else most of the time of a contract in memory is JUnit's.
 */
abstract class Topics
        implements Looking,
                Reading,
                Streams,
                Writing,
                Replacing,
                Appending,
                Updating,
                Positions,
                Visibility,
                InPlace,
                Directories,
                Listing,
                Deleting,
                DeletingTrees,
                Moving,
                Copying,
                Attributes,
                SymbolicLinks,
                HardLinks,
                Names,
                Paths,
                Views,
                Lifecycle,
                Refusals,
                Concurrency,
                CrashMatrix,
                Large {

    Topics() {}

    static boolean has(Class<?> type) {
        return Arrays.asList(Topics.class.getInterfaces()).contains(type);
    }

    /** The topic of a case, or a class that overrides or adds it. */
    static Class<?> of(Method method) {
        Class<?> declaring = method.getDeclaringClass();
        return declaring == FileSystemContract.class ? Lifecycle.class : declaring;
    }
}
