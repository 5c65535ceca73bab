"""The order to stop, and whether a job is under way that is finished first."""

import threading

stopping = threading.Event()
busy = threading.Event()
