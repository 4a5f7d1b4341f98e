"""Attacks that want to talk to someone: the network, sockets of this machine, a name server."""

from tests.attacks.attack import Attack, Evidence, says, touches_the_host


def spoke(evidence: Evidence) -> bool:
    """Say whether a listener of the host heard something, or the attack had an answer."""
    return touches_the_host(evidence) or "spoke" in evidence.text()


def calls(name: str, wins_if: str, body: str) -> Attack:
    """Make an attack that uses sockets; it says `spoke` if it got through."""
    code = f"import os, socket\n\ndef f(x):\n    {body}\n    return 'spoke'\n"
    return Attack(name, wins_if, code, spoke)


ATTACKS = (
    calls(
        "tcp-on-this-machine",
        "it reaches a port of the host",
        "socket.create_connection(('127.0.0.1', TCP), 1)",
    ),
    calls(
        "tcp-to-the-world",
        "it reaches a machine elsewhere",
        "socket.create_connection(('192.0.2.1', 80), 1)",
    ),
    calls(
        "udp-on-this-machine",
        "a datagram leaves",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', UDP))",
    ),
    calls(
        "socket-file",
        "it reaches a service by its file (a container engine's, say)",
        "socket.socket(socket.AF_UNIX).connect(UNIX)",
    ),
    calls(
        "abstract-name",
        "it reaches a service by its abstract name",
        "socket.socket(socket.AF_UNIX).connect(ABSTRACT)",
    ),
    calls("names", "it asks a name server", "socket.getaddrinfo('example.org', 80)"),
    calls("name-of-localhost", "it resolves names", "socket.gethostbyname('localhost')"),
    calls(
        "download",
        "it fetches a page",
        "__import__('urllib.request').request.urlopen(f'http://127.0.0.1:{TCP}/', timeout=1)",
    ),
    calls(
        "server",
        "it serves a port",
        "socket.create_server(('127.0.0.1', 0))",
    ),
    calls(
        "raw-packets",
        "it sends packets of its own making",
        "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
    ),
    calls("pair", "it has sockets at all", "socket.socketpair()"),
    calls(
        "wire-as-a-socket",
        "it uses the wire as a socket, to send a descriptor",
        "wire = socket.socket(fileno=3); socket.send_fds(wire, [b'x'], [0])",
    ),
    calls(
        "address-in-a-proxy",
        "a proxy of the host is set for it",
        "assert any(name.lower().endswith('_proxy') for name in os.environ)",
    ),
    Attack(
        "sockets-in-c",
        "it connects without Python's modules",
        "import ctypes, struct\ndef f(x):\n    libc = ctypes.CDLL(None)\n"
        "    s = libc.socket(2, 1, 0)\n"
        "    address = struct.pack('<H', 2) + struct.pack('>H', TCP) + bytes([127, 0, 0, 1]) +"
        " bytes(8)\n"
        "    return 'spoke' if libc.connect(s, address, 16) == 0 else 'no'\n",
        spoke,
    ),
    Attack(
        "terminal-of-the-host",
        "it speaks to whoever sits at the terminal",
        "import os\ndef f(x):\n"
        "    for name in ('/dev/tty', '/dev/console', '/dev/pts/0', os.ctermid()):\n"
        "        try: return 'spoke %d' % os.write(os.open(name, os.O_WRONLY), b'x')\n"
        "        except OSError: pass\n    return 'no'\n",
        says("spoke"),
    ),
)
