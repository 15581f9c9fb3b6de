package io.anyfs.overlay.union;

import io.anyfs.FileInfo;

/** What one layer has at a path. */
record Part(Layer layer, FileInfo info) {}
