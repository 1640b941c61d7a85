"""Cases in and out: JSON, CSV and what follows."""
