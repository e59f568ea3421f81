"""ippeveprinter's print command: tells the simulator of a job, passes on what it answers, ends as it says.

Run once a page by file name with -S -E; imports nothing of the project.  argv: SOCKET FILE.
"""

from __future__ import annotations

import json
import os
import socket
import sys


def main() -> int:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sock, sock.makefile("rw") as lines:
        sock.connect(sys.argv[1])
        lines.write(json.dumps({"file": sys.argv[2], "name": os.environ.get("IPP_JOB_NAME", "")}) + "\n")
        lines.flush()
        for line in lines:
            if line.startswith("EXIT "):
                return int(line[5:])
            sys.stderr.write(line)
            sys.stderr.flush()
    return 1


if __name__ == "__main__":
    sys.exit(main())
