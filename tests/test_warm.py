"""Kernels that are forked from a process with the package in memory."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

TWO_KERNELS = """
import os, time
from jupyter_client.manager import start_new_kernel

def say(client, code):
    found = []
    hook = lambda message: found.append(message["content"].get("text", ""))
    client.execute_interactive(code, output_hook=hook, timeout=60)
    return "".join(found).strip()

first, one = start_new_kernel()
second, two = start_new_kernel()
say(one, "mine = 1")
print(say(one, "import sys; print('mlops_study' in sys.modules, 'mine' in dir())"))
print(say(two, "import sys; print('mlops_study' in sys.modules, 'mine' in dir())"))
one.execute("import time; time.sleep(600)")
time.sleep(1)
first.interrupt_kernel()
one.get_shell_msg(timeout=60)
time.sleep(1)
print(say(one, "print('interrupted')"))
pid = int(say(one, "import os; print(os.getpid())"))
first.shutdown_kernel(now=True)
second.shutdown_kernel()
for _ in range(50):
    if not os.path.exists(f"/proc/{pid}"):
        break
    time.sleep(0.1)
print(os.path.exists(f"/proc/{pid}"))
raise SystemExit(3)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
def test_a_forked_kernel_knows_the_package_and_nothing_of_another(root):
    """It is interrupted and killed as any other; the command's exit code is passed."""
    command = [sys.executable, root / "scripts" / "warm.py"]
    done = subprocess.run(
        [*command, sys.executable, "-c", TWO_KERNELS], capture_output=True, text=True
    )
    assert done.stdout.split("\n") == [
        "True True",
        "True False",
        "interrupted",
        "False",
        "",
    ]
    assert done.returncode == 3
