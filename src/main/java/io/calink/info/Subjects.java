package io.calink.info;

/** The informations that are read at once, without samples, each by the way that suits the operating system. */
record Subjects(
        Information uptime,
        Information loadavg,
        Information disk,
        Information ps,
        Information host,
        Information os,
        Information version) {}
