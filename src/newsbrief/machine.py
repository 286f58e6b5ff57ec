"""What this machine can run: cores, and whether a GPU is there, told without importing torch."""

from __future__ import annotations

import os
import sys

import psutil

__all__ = ["available_memory", "gpu_present", "physical_cores"]


def physical_cores() -> int:
    """Return the cores this process may use; hyper-threads add nothing to matrix products."""
    physical = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    affinity = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else physical
    return max(1, min(physical, affinity))


def available_memory() -> int:
    """Return the bytes that can be had without swapping."""
    return int(psutil.virtual_memory().available)


def gpu_present() -> bool:
    """Tell whether a CUDA device answers; CTranslate2 asks the driver in milliseconds."""
    if not _has_cuda_driver():  # then the answer is no, and CTranslate2 need not be imported
        return False
    import ctranslate2

    return bool(ctranslate2.get_cuda_device_count() > 0)


def _has_cuda_driver() -> bool:
    """Whether the library that every CUDA runtime opens can be opened; it is the driver's own."""
    import ctypes

    try:
        ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return False
    return True
