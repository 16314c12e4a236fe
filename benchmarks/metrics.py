"""Measures the informations against psutil and node_exporter; started by benchmarks/metrics, which says how."""

import argparse
import os
import pathlib
import platform
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

try:
    import psutil
except ImportError:
    sys.exit("psutil is missing: apt-get install python3-psutil")

EXPORTER = shutil.which("prometheus-node-exporter") or shutil.which("node_exporter")
if not EXPORTER:
    sys.exit("node_exporter is missing: apt-get install prometheus-node-exporter")

FIELDS = [
    "pid", "ppid", "name", "cmdline", "username", "status", "create_time", "cpu_times", "memory_info", "num_threads",
    "num_fds",
]  # fmt: skip


def options():
    parser = argparse.ArgumentParser(prog="benchmarks/metrics")
    parser.add_argument("--java", default=os.environ.get("JAVA_HOME"), help="the Java that runs CaLink")
    parser.add_argument("--rounds", type=int, default=9, help="how often both sides take turns [9]")
    parser.add_argument("--sampler", type=int, default=60, help="for how many seconds the sampler is watched [60]")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    return parser.parse_args()


def processes():
    return [process.info for process in psutil.process_iter(FIELDS)]


def partitions():
    found = []
    for partition in psutil.disk_partitions():
        usage, inodes = psutil.disk_usage(partition.mountpoint), os.statvfs(partition.mountpoint)
        found.append((partition, usage, inodes.f_files, inodes.f_ffree))
    return found


def micros(reading, times):
    """The median time of one reading."""
    taken = []
    for _ in range(times):
        start = time.perf_counter_ns()
        reading()
        taken.append((time.perf_counter_ns() - start) / 1000)
    return statistics.median(taken)


class Readings:
    """CaLink's own readings, in a JVM that is told what to read and answers with the median time of one."""

    def __init__(self, java, libraries):
        path = f"target/test-classes:target/classes:{libraries}/BOOT-INF/lib/*"
        command = [java, "-cp", path, "io.calink.info.ReadingTimes"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def micros(self, name, times):
        self.process.stdin.write(f"{name} {times}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)


def against_psutil(java, rounds, libraries):
    rows = []
    with zipfile.ZipFile("target/calink.jar") as program:
        program.extractall(libraries, [name for name in program.namelist() if name.startswith("BOOT-INF/lib/")])
    calink = Readings(java, libraries)
    try:
        for name, peer, times, target in (("ps", processes, 20, 0.5), ("disk", partitions, 200, None)):
            calink.micros(name, 20 * times)  # until the JVM has compiled it
            micros(peer, times)
            ours, theirs = [], []
            for _ in range(rounds):
                ours.append(calink.micros(name, times))
                theirs.append(micros(peer, times))
            rows.append((f"`{name}`, against psutil", statistics.median(ours), statistics.median(theirs), target))
    finally:
        calink.close()
    return rows


class Server:
    """A server on loopback, asked over connections that stay open as long as it lets them."""

    def __init__(self, port, path):
        self.port = port
        self.request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: */*\r\n\r\n".encode()
        self.connection = None

    def get(self):
        """Reads a whole answer; a client that understood more of it would be a part of what is measured."""
        if self.connection is None:
            self.connection = socket.create_connection(("127.0.0.1", self.port), 10)
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.connection.sendall(self.request)
        answer = self.connection.recv(1 << 20)
        while b"\r\n\r\n" not in answer:
            answer += self.more()
        head, body = answer.split(b"\r\n\r\n", 1)
        if not head.startswith(b"HTTP/1.1 200"):
            sys.exit(f"{self.request} was answered by {head}")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        while len(body) < int(length.group(1)) if length else not body.endswith(b"0\r\n\r\n"):
            body += self.more()
        if b"connection: close" in head.lower():
            self.connection.close()
            self.connection = None

    def more(self):
        part = self.connection.recv(1 << 20)
        if not part:
            sys.exit("the connection ended in the middle of an answer")
        return part

    def times(self, number):
        taken = []
        for _ in range(number):
            start = time.perf_counter_ns()
            self.get()
            taken.append((time.perf_counter_ns() - start) / 1000)
        return taken


def free_port():
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return some.getsockname()[1]


def until(condition, what):
    for _ in range(300):
        found = condition()
        if found:
            return found
        time.sleep(0.2)
    sys.exit(f"{what} did not come")


def reachable(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    except OSError:
        return False


def percentile(values, percent):
    return sorted(values)[min(len(values) - 1, int(len(values) * percent / 100))]


def against_node_exporter(service_port, rounds):
    port = free_port()
    exporter = subprocess.Popen(
        [EXPORTER, f"--web.listen-address=127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until(lambda: reachable(port), "node_exporter")
        sides = Server(service_port, "/info/uptime"), Server(port, "/metrics"), Server(service_port, "/actuator/prometheus")
        numbers = 500, 50, 50
        for side, number in zip(sides, numbers):
            side.times(40 * number)  # as long as a service that has run for a while needs, until the JVM has compiled it
        taken = [], [], []
        for _ in range(rounds):
            for side, number, into in zip(sides, numbers, taken):
                into.append(side.times(number))
        return [
            (statistics.median(percentile(turn, 50) for turn in turns), statistics.median(percentile(turn, 99) for turn in turns))
            for turns in taken
        ]
    finally:
        exporter.terminate()
        exporter.wait(10)


def sampler_share(pid, seconds):
    """Percent of a core that the sampler's thread ran."""

    def ran():
        for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
            if (task / "comm").read_text().startswith("calink-sampler"):
                return int((task / "schedstat").read_text().split()[0])
        sys.exit("The service has no thread of a sampler")

    before, start = ran(), time.monotonic_ns()
    time.sleep(seconds)
    return 100 * (ran() - before) / (time.monotonic_ns() - start)


def with_service(java, measure):
    with tempfile.TemporaryDirectory() as temporary:
        data = pathlib.Path(temporary, "data")
        data.mkdir(mode=0o700)
        log = pathlib.Path(temporary, "log")
        command = [java, "-jar", os.path.abspath("target/calink.jar"), "serve", "--server.port=0", f"--calink.data-dir={data}"]
        with open(log, "wb") as out:
            service = subprocess.Popen(command, stdout=out, stderr=out, cwd=temporary)
        try:
            serves = until(lambda: re.search(r"serves http://127\.0\.0\.1:(\d+)", log.read_text()), "the service")
            return measure(service.pid, int(serves.group(1)))
        finally:
            service.terminate()
            service.wait(30)


def shown(value):
    return f"{value / 1000:.2f} ms" if value >= 1000 else f"{value:.0f} us"


def table(rows, versions):
    lines = [versions, "", "| what | CaLink | peer | ratio | target |", "|---|---|---|---|---|"]
    missed = False
    for what, ours, theirs, target in rows:
        ratio = ours / theirs
        missed |= target is not None and ratio > target
        aim = "-" if target is None else f"<= {target:.2f}"
        lines.append(f"| {what} | {shown(ours)} | {shown(theirs)} | {ratio:.2f} | {aim} |")
    return lines, missed


def write(lines):
    file = pathlib.Path("docs/performance.md")
    begin, end = "<!-- benchmarks/metrics -->", "<!-- end of benchmarks/metrics -->"
    text = file.read_text()
    before, rest = text.split(begin, 1)
    after = rest.split(end, 1)[1]
    file.write_text(before + begin + "\n" + "\n".join(lines) + "\n" + end + after)


def main():
    chosen = options()
    java = os.path.join(chosen.java, "bin", "java") if chosen.java else "java"
    version = subprocess.run([java, "-version"], stderr=subprocess.PIPE, text=True).stderr.splitlines()[0]
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as libraries:
        readings = against_psutil(java, chosen.rounds, libraries)

    def measure(pid, port):
        answers = against_node_exporter(port, chosen.rounds)
        return answers, sampler_share(pid, chosen.sampler)

    (uptime, exporter, prometheus), share = with_service(java, measure)
    rows = readings + [
        ("`GET /info/uptime`, p50, against a scrape of node_exporter", uptime[0], exporter[0], 0.10),
        ("the same, p99", uptime[1], exporter[1], 0.30),
        ("`GET /actuator/prometheus`, p50, against the same", prometheus[0], exporter[0], None),
    ]
    versions = (
        f"{os.cpu_count()} cores, load before {load:.2f}, {len(psutil.pids())} processes, {version}, "
        f"psutil {psutil.__version__} on Python {platform.python_version()}; {chosen.rounds} rounds, medians."
    )
    lines, missed = table(rows, versions)
    lines += ["", f"The sampler ran {share:.3f} % of a core over {chosen.sampler} s (target <= 0.1 %)."]
    print("\n".join(lines))
    if chosen.write:
        write(lines)
    sys.exit(1 if missed or share > 0.1 else 0)


main()
