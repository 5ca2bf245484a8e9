"""Run a command whose kernels start at once: ``python scripts/warm.py COMMAND ...``.

A kernel spends two seconds on its imports before the first cell. Here one process
imports the package, and every ``python3`` kernel that the command starts is forked from
it: with the modules in memory and nothing of another notebook. The command finds this
by ``JUPYTER_PATH``; what it starts asks for a kernel and lives as long as that does.
Where libraries do not bear a fork, as on macOS, the command runs as it is.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

LIBRARIES = (
    "ipykernel.debugger",
    "matplotlib.backends.backend_svg",
    "mlops_study.lifecycle.engine",
    "mlops_study.notebook",
    "myst_nb.ext.glue",
    "pandera.strategies.pandas_strategies",
    "seaborn",
    "statsmodels.stats.inter_rater",
    "statsmodels.stats.proportion",
)
"""What chapters import, and what these libraries import when they are first used."""

SPEC = {"display_name": "Python 3", "language": "python"}


def main(command: list[str]) -> int:
    """Run a command beside the process that its kernels are forked from."""
    if not command or shutil.which(command[0]) is None:
        sys.exit(f"warm.py: no command {' '.join(command)!r}; expected one to run")
    if sys.platform != "linux":
        return subprocess.run(command).returncode
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as door:
        address = f"{folder}/door"
        door.bind(address)
        door.listen(16)
        argv = [sys.executable, "-IS", __file__, "--ask", address, "-f"]
        spec = Path(folder) / "kernels" / "python3" / "kernel.json"
        spec.parent.mkdir(parents=True)
        spec.write_text(
            json.dumps(SPEC | {"argv": [*argv, "{connection_file}"]}), encoding="utf-8"
        )
        paths = [folder, os.environ.get("JUPYTER_PATH")]
        found = {"JUPYTER_PATH": os.pathsep.join(filter(None, paths))}
        number = door.fileno()
        # as Jupyter starts kernels, so that debuggers do not complain
        server = subprocess.Popen(
            [sys.executable, "-Xfrozen_modules=off", __file__, "--serve", str(number)],
            pass_fds=[number],
        )
        try:
            return subprocess.run(command, env=os.environ | found).returncode
        finally:
            server.terminate()
            server.wait()


def ask(address: str, arguments: list[str]) -> None:
    """Ask for a kernel, and stay as long as it does; pass an interrupt on to it."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(address)
        socket.send_fds(line, [b"."], [0, 1, 2])
        order = {"cwd": str(Path.cwd()), "env": dict(os.environ), "argv": arguments}
        line.sendall(json.dumps(order).encode() + b"\n")
        kernel = int(line.recv(20))
        signal.signal(signal.SIGINT, lambda *_: os.kill(kernel, signal.SIGINT))
        line.recv(1)


def serve(door: socket.socket) -> None:
    """Import what chapters import, and fork a kernel for each that asks."""
    del sys.path[0]
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    from ipykernel import kernelapp

    for name in LIBRARIES:
        import_module(name)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # a collection in a kernel need not go through what was imported
    gc.freeze()
    door.settimeout(1)
    parent = os.getppid()
    while os.getppid() == parent:
        with suppress(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)
        try:
            line, _ = door.accept()
        except TimeoutError:
            continue
        with line:
            _, files, _, _ = socket.recv_fds(line, 1, 3)
            order = json.loads(line.makefile().readline() or "{}")
            if order and not os.fork():
                door.close()
                become(line, files, order)
                own = [f"--IPKernelApp.parent_handle={os.getppid()}", *order["argv"]]
                kernelapp.launch_new_instance(argv=own)
                atexit._run_exitfuncs()
                # taking all modules apart would take as long as importing them
                os._exit(0)
            for file in files:
                os.close(file)


def become(line: socket.socket, files: list[int], order: dict[str, Any]) -> None:
    """Make this process what the one that asked would have been."""
    for i, file in enumerate(files):
        os.dup2(file, i)
        os.close(file)
    os.setsid()
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    line.sendall(str(os.getpid()).encode())
    threading.Thread(target=end_with, args=[line.dup()], daemon=True).start()


def end_with(line: socket.socket) -> None:
    """End this process when the one that asked for it has ended."""
    line.recv(1)
    os._exit(1)


if __name__ == "__main__":
    match sys.argv[1:]:
        case "--ask", address, *arguments:
            ask(address, arguments)
        case "--serve", number:
            serve(socket.socket(fileno=int(number)))
        case command:
            sys.exit(main(command))
