package io.calink.info.linux;

import io.calink.info.AbsentException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the kernel that programs run into, and the limits of a process.
 *
 * @param kernel by sysctl(8)'s name; {@code null} is one that this kernel does not have
 * @param process those of this process; of another machine, its first process; {@code null} where it does not tell
 */
record KernelLimits(
        Map<String, @Nullable Object> kernel, @Nullable Map<String, Bound> process) {
    /** Numbers of things there can be, then what the kernel does when memory is short, then what hardens it. */
    private static final List<String> SETTINGS = List.of(
            "kernel.pid_max",
            "kernel.threads-max",
            "kernel.shmmax",
            "kernel.shmall",
            "kernel.sem",
            "kernel.msgmax",
            "kernel.keys.maxkeys",
            "fs.file-max",
            "fs.nr_open",
            "fs.aio-max-nr",
            "fs.inotify.max_user_instances",
            "fs.inotify.max_user_watches",
            "fs.pipe-max-size",
            "net.core.somaxconn",
            "net.core.netdev_max_backlog",
            "net.core.rmem_max",
            "net.core.wmem_max",
            "net.ipv4.ip_local_port_range",
            "net.ipv4.tcp_max_syn_backlog",
            "net.ipv4.tcp_max_tw_buckets",
            "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_tw_reuse",
            "net.ipv4.tcp_keepalive_time",
            "net.ipv4.tcp_rmem",
            "net.ipv4.tcp_wmem",
            "net.ipv4.ip_forward",
            "net.netfilter.nf_conntrack_max",
            "net.netfilter.nf_conntrack_count",
            "vm.max_map_count",
            "vm.overcommit_memory",
            "vm.overcommit_ratio",
            "vm.swappiness",
            "vm.dirty_ratio",
            "vm.dirty_background_ratio",
            "vm.min_free_kbytes",
            "vm.nr_hugepages",
            "vm.panic_on_oom",
            "kernel.panic",
            "kernel.panic_on_oops",
            "kernel.hung_task_timeout_secs",
            "kernel.core_uses_pid",
            "kernel.randomize_va_space",
            "kernel.dmesg_restrict",
            "kernel.kptr_restrict",
            "kernel.unprivileged_bpf_disabled",
            "kernel.yama.ptrace_scope",
            "user.max_user_namespaces");

    static KernelLimits of(Facts facts) throws AbsentException {
        Map<String, @Nullable Object> kernel = new LinkedHashMap<>();
        for (String name : SETTINGS) {
            kernel.put(name, setting(facts.word("/proc/sys/" + name.replace('.', '/'))));
        }
        String limits = facts.text(facts.process() + "/limits");
        Map<String, Bound> process = limits == null ? Map.of() : Bound.parse(limits);
        if (process.isEmpty() && kernel.values().stream().noneMatch(Objects::nonNull)) {
            throw new AbsentException("This machine has neither /proc/sys nor the limits of a process.");
        }
        return new KernelLimits(kernel, process.isEmpty() ? null : process);
    }

    /** A number, or several as the text {@code "32768 60999"}. */
    static @Nullable Object setting(@Nullable String word) {
        if (word == null) {
            return null;
        }
        boolean large = word.length() > 18 && word.length() < 30 && word.chars().allMatch(c -> c >= '0' && c <= '9');
        Long number = Facts.whole(word);
        return large ? new BigInteger(word) : number == null ? word.replaceAll("\\s+", " ") : number;
    }
}
