"""Checks what the default configuration gathered here: an item for every subject, and none that failed or took too long."""

import json
import sys

# Of each subject, one of these is there on every host; commands by label, informations by name, files by path.
SUBJECTS = {
    "release": ["os", "os_release"],
    "time": ["date", "uptime"],
    "processor": ["cpu", "lscpu"],
    "memory and swap": ["vmem", "smem", "free"],
    "processes": ["ps", "processes"],
    "kernel": ["dmesg", "sysctl", "modules", "kernel_command_line"],
    "block devices": ["lsblk", "block_devices", "iostat"],
    "file systems": ["disk", "mounts", "disk_space"],
    "network": ["addresses", "routes", "sockets", "resolver"],
    "services": ["systemd_units", "systemd_failed", "openrc"],
    "journal": ["journal"],
    "packages": ["packages_dpkg", "packages_rpm", "packages_apk"],
    "logins": ["logged_in", "last_logins"],
    "logs": [
        "/var/log/syslog",
        "/var/log/messages",
        "/var/log/dpkg.log",
        "/var/log/dnf.log",
    ],
    "containers": ["container", "docker_info", "podman_containers"],
    "JVMs": ["jvms"],
}

items = json.load(open(sys.argv[1]))["items"]
by_name = {item["name"]: item for item in items}
bad = []
for subject, names in SUBJECTS.items():
    found = {name: by_name[name]["status"] for name in names if name in by_name}
    print(f"{subject:16} {found}")
    if not found:
        bad.append(f"{subject}: no item")
for item in items:
    if item["status"] in ("failed", "timeout"):
        bad.append(f"{item['kind']} {item['name']}: {item['status']}: {item['detail']}")
print("\n".join(bad) or f"{len(items)} items, none failed or timed out")
sys.exit(1 if bad else 0)
