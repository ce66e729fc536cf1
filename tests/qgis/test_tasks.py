# SPDX-License-Identifier: GPL-2.0-or-later
"""Tasks that follow each other while the threads are busy: none waits for ever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Many short jobs of several kinds on two threads; what is freed is given again at once, see below.
SCRIPT = """
import random, time
from qgis.core import QgsApplication
app = QgsApplication([], False)
app.initQgis()
from qgis.PyQt.QtCore import QThreadPool
from atlas_culture_plugin.gui.jobs import Job, Jobs
QThreadPool.globalInstance().setMaxThreadCount(2)
first, second, others = Jobs(), Jobs(), [Jobs() for _ in range(3)]
every, shown = [first, second, *others], []
chance = random.Random(1)
def crowd():
    for one in others:
        if not one.is_busy():
            pause = chance.choice((0.001, 0.003, 0.006))
            one.run(Job("", lambda _progress, pause=pause: time.sleep(pause), lambda _none: None))
def follow(turn):
    crowd()
    second.run(Job("", lambda _progress: (time.sleep(0.002), turn)[1], shown.append))
for turn in range(600):
    crowd()
    first.run(Job("", lambda _progress, turn=turn: (time.sleep(0.001), turn)[1], follow))
    for _ in range(chance.choice((0, 1, 3, 5))):
        app.processEvents()
        time.sleep(0.002)
    if turn % 10 == 9:
        end = time.monotonic() + 10
        while any(one.is_busy() for one in every):
            assert time.monotonic() < end, f"a task waits for ever after {turn} turns"
            app.processEvents()
            time.sleep(0.001)
        assert shown[-1] == turn
"""


def test_no_task_waits_for_ever():
    """The allocator of glibc is asked for what makes it likely: an address used again by the next task."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
