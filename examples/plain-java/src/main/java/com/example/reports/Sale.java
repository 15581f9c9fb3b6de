package com.example.reports;

/** So many of something were sold. */
record Sale(String product, int count) {}
