package io.calink.jobs;

/**
 * Why a bundle failed, in the form of RFC 9457.
 *
 * @param type tells this kind of problem from others, and stays the same
 * @param title the kind in a few words
 * @param status the status that an HTTP answer about it would have
 * @param detail what happened, and what to do about it
 */
public record Problem(String type, String title, int status, String detail) {}
