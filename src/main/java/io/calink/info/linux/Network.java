package io.calink.info.linux;

import io.calink.info.AbsentException;
import io.calink.info.Machine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The network interfaces of a machine.
 *
 * @param interfaces by name, at most {@value #MOST}
 * @param otherAddresses those of which it cannot be told to which interface they belong
 * @param leftOut how many more interfaces there are
 */
record Network(List<Interface> interfaces, List<Address> otherAddresses, int leftOut) {
    private static final int MOST = 512;

    /**
     * One interface; {@code null} is what it does not tell.
     *
     * @param state up, down, unknown, ...: the kernel's operational state
     * @param mtu bytes of the largest packet
     * @param speedMbit megabits per second
     * @param duplex full or half
     */
    record Interface(
            String name,
            @Nullable String state,
            @Nullable String mac,
            @Nullable Long mtu,
            @Nullable Long speedMbit,
            @Nullable String duplex,
            List<Address> addresses,
            Traffic.@Nullable Direction received,
            Traffic.@Nullable Direction sent) {}

    static Network of(Machine machine) throws IOException, AbsentException {
        Facts facts = new Facts(machine);
        String net = facts.process() + "/net/";
        Map<String, Traffic> traffic = machine.parse(net + "dev", Traffic::parse);
        if (traffic.isEmpty()) {
            throw new AbsentException("This machine has no network interface.");
        }
        Map<String, List<Address>> addresses = Address.of(machine, net);
        List<Interface> interfaces = new ArrayList<>();
        List<String> names = traffic.keySet().stream().sorted().toList();
        for (String name : names.subList(0, Math.min(MOST, names.size()))) {
            interfaces.add(one(name, facts, traffic.get(name), addresses.getOrDefault(name, List.of())));
        }
        return new Network(interfaces, addresses.getOrDefault("", List.of()), names.size() - interfaces.size());
    }

    private static Interface one(String name, Facts facts, @Nullable Traffic traffic, List<Address> addresses) {
        String directory = "/sys/class/net/" + name + "/";
        String mac = facts.word(directory + "address");
        Long speed = facts.count(directory + "speed");
        String duplex = facts.word(directory + "duplex");
        return new Interface(
                name,
                facts.word(directory + "operstate"),
                mac == null || mac.matches("[0:]+") ? null : mac,
                facts.count(directory + "mtu"),
                speed == null || speed >= 0xFFFF_FFFFL ? null : speed, // unknown is -1, which some drivers wrap
                "unknown".equals(duplex) ? null : duplex,
                addresses,
                traffic == null ? null : traffic.received(),
                traffic == null ? null : traffic.sent());
    }
}
