"""Code for attacks that speak the worker's own protocol to the grader."""

FRAMES = '''
import json, os, stat, struct, time

def frame(header, values=None, blob=b""):
    text = json.dumps({**header, "values": values or {}}).encode()
    return struct.pack("<4sIQ", b"GRD1", len(text), len(blob)) + text + blob

def wires():
    """Yield the descriptors that lead to the grader: the likeliest first, which takes answers."""
    pipes = []
    for number in range(15, 2, -1):
        try:
            mode = os.fstat(number).st_mode
        except OSError:
            continue
        if stat.S_ISSOCK(mode):
            yield number
        elif stat.S_ISFIFO(mode):
            pipes.append(number)
    yield from pipes

def write(data):
    for number in wires():
        try:
            while data:
                data = data[os.write(number, data):]
            return
        except OSError:
            continue

def is_open(number):
    try:
        return os.fstat(number) is not None
    except OSError:
        return False

def answer(index, value=1, **more):
    write(frame({"type": "answer", "index": index, "stdout": "", "notes": {}, **more},
                {"value": value}))

def array(shape, dtype="<f8", offset=0, origin=""):
    return {"a": [dtype, shape, offset, origin]}

def wait():
    time.sleep(60)
'''
