#!/usr/bin/env python3
"""A network emulator in user space, because not every kernel has sch_netem. Needs root, iproute2 and /dev/net/tun.

    netem.py PREFIX

Makes three network namespaces, each with one TUN device, and carries IPv4 packets between them:
  PREFIX-A 10.9.1.1 (a browser) · PREFIX-B 10.9.2.1 (another browser) · PREFIX-S 10.9.3.1 (servers)
Prints `up` when ready. Commands come on stdin, one a line, and each is answered with `ok`:
  rtt 75            the round-trip time between any two, in ms
  cut B             nothing leaves or reaches B any more, until `mend B`
  rate A B 500 300  from A to B, 500 kbit/s, and what would wait longer than 300 ms is dropped; 0 kbit/s is no limit
  loss A B 10 3     from A to B, 10 % of packets are lost, 3 in a row on average
When stdin closes, it ends what runs in the namespaces and removes them.
"""
import fcntl, heapq, os, select, signal, struct, subprocess, sys, time
from link import Link

PREFIX = sys.argv[1]
ADDRESSES = {'A': '10.9.1.1', 'B': '10.9.2.1', 'S': '10.9.3.1'}
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000

# Ignores signals: whoever started us closes stdin when it is done or dies.
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)


def run(command):
    subprocess.run(command, shell=True, check=True)


def remove_namespaces():
    for key in ADDRESSES:
        name = f'{PREFIX}-{key}'
        pids = subprocess.run(['ip', 'netns', 'pids', name], capture_output=True, text=True).stdout.split()
        for pid in pids:
            try:
                os.kill(int(pid), signal.SIGKILL)
            except ProcessLookupError:
                pass
        subprocess.run(['ip', 'netns', 'del', name], stderr=subprocess.DEVNULL)


device, owner = {}, {}


def make_namespaces():
    for key, address in ADDRESSES.items():
        name, tun = f'{PREFIX}-{key}', f'{PREFIX}{key}'
        run(f'ip netns add {name}')
        fd = os.open('/dev/net/tun', os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(fd, TUNSETIFF, struct.pack('16sH', tun.encode(), IFF_TUN | IFF_NO_PI))
        run(f'ip link set {tun} netns {name}')
        run(f'ip netns exec {name} sh -c "ip link set lo up; ip addr add {address}/24 dev {tun}; '
            f'ip link set {tun} mtu 1500 up; ip link set {tun} txqueuelen 2000; ip route add default dev {tun}; '
            f'sysctl -qw net.ipv6.conf.{tun}.disable_ipv6=1"')
        device[key] = fd
        owner[bytes(map(int, address.split('.')))] = key


def deliver(to, packet):
    try:
        os.write(device[to], packet)
    except OSError:
        pass                                            # the other end's queue is full: a lost packet, as on a wire


def carry():
    links = {(a, b): Link() for a in ADDRESSES for b in ADDRESSES}
    lost = set()                                        # whose network is cut
    waiting, order = [], 0                              # heap of (due time, order, to, packet)
    source = {fd: key for key, fd in device.items()}
    poll = select.poll()
    for fd in device.values():
        poll.register(fd, select.POLLIN)
    os.set_blocking(0, False)
    poll.register(0, select.POLLIN)
    typed = b''
    print('up', flush=True)
    while True:
        timeout = max(0, (waiting[0][0] - time.monotonic()) * 1000) if waiting else -1
        for fd, _ in poll.poll(timeout):
            if fd == 0:
                data = os.read(0, 4096)
                if not data:
                    return
                typed += data
                while b'\n' in typed:
                    line, typed = typed.split(b'\n', 1)
                    command, value, *more = line.decode().split()
                    if command == 'rtt':
                        for link in links.values():
                            link.one_way = float(value) / 2000
                    elif command == 'cut':
                        lost.add(value)
                    elif command == 'mend':
                        lost.discard(value)
                    else:
                        link, numbers = links[value, more[0]], map(float, more[1:])
                        (link.limit if command == 'rate' else link.lose)(*numbers)
                    print('ok', flush=True)
                continue
            for _ in range(64):
                try:
                    packet = os.read(fd, 65536)
                except BlockingIOError:
                    break
                to = owner.get(packet[16:20]) if packet[0] >> 4 == 4 else None
                if to is None or to in lost or source[fd] in lost:
                    continue
                now = time.monotonic()
                arrives = links[source[fd], to].arrival(now, len(packet))
                if arrives is None:
                    continue
                if arrives == now:
                    deliver(to, packet)
                else:
                    order += 1
                    heapq.heappush(waiting, (arrives, order, to, packet))
        while waiting and waiting[0][0] <= time.monotonic():
            _, _, to, packet = heapq.heappop(waiting)
            if to not in lost:
                deliver(to, packet)


try:
    make_namespaces()
    carry()
finally:
    remove_namespaces()
