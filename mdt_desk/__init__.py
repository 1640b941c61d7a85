"""MDT Desk: prepares, runs and records the meeting about patients with spinal metastases."""

__version__ = "0.1.0"
