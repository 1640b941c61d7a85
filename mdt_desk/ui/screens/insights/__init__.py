"""What the meetings of some years tell, beside the published survival."""
