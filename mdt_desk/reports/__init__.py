"""The only package that speaks ReportLab and matplotlib."""
