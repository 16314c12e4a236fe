package io.calink.info.linux;

import io.calink.info.AbsentException;
import io.calink.info.Information;
import io.calink.info.Machine;
import java.time.Instant;

/** The informations that Linux tells in files of {@code /proc}, {@code /sys}, {@code /etc}, {@code /run} and {@code /var}. */
public final class LinuxInformations {
    private final Machine machine;
    private final Facts facts;

    /** Takes the machine that they are read from. */
    public LinuxInformations(Machine machine) {
        this.machine = machine;
        this.facts = new Facts(machine);
    }

    /** Network interfaces, their addresses and traffic. */
    public Information network() {
        return onLinux(() -> Network.of(machine));
    }

    /** Sockets by state, and those that wait for others. */
    public Information sockets() {
        return onLinux(() -> Sockets.of(machine));
    }

    /** Open files. */
    public Information files() {
        return onLinux(() -> FileHandles.of(facts));
    }

    /** Settings of the kernel and limits of a process. */
    public Information limits() {
        return onLinux(() -> KernelLimits.of(facts));
    }

    /** How much work waited. */
    public Information pressure() {
        return onLinux(() -> Pressure.of(facts));
    }

    /** Limits of control groups. */
    public Information controlGroups() {
        return onLinux(() -> ContainerLimits.of(machine));
    }

    /** Zone and synchronisation of the clock. */
    public Information time() {
        return onLinux(() -> Clock.of(machine, Instant.now()));
    }

    /** Users that are logged in and were. */
    public Information users() {
        return onLinux(() -> Users.of(machine));
    }

    /** Temperatures, fans and batteries. */
    public Information sensors() {
        return onLinux(() -> Sensors.of(facts));
    }

    /** Board, firmware and disks. */
    public Information hardware() {
        return onLinux(() -> Hardware.of(facts));
    }

    /** Installed packages. */
    public Information packages() {
        return onLinux(() -> Packages.of(machine));
    }

    /** Installed packages, each with its version. */
    public Information packageList() {
        return onLinux(() -> PackageList.of(machine));
    }

    /** Java virtual machines. */
    public Information jvms() {
        return onLinux(() -> Jvms.of(machine));
    }

    /** Units of systemd that failed. */
    public Information services() {
        return onLinux(() -> Services.of(machine));
    }

    /** What the kernel tells of errors. */
    public Information kernelMessages() {
        return onLinux(() -> KernelMessages.of(machine));
    }

    /** Certificates and when they end. */
    public Information certificates() {
        return onLinux(() -> Certificates.of(facts));
    }

    private Information onLinux(Information information) {
        return () -> {
            if (!machine.linux()) {
                throw new AbsentException("Only Linux tells this, in files of /proc and /sys.");
            }
            return information.read();
        };
    }
}
