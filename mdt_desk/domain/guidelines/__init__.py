"""One module a source; one small total function a clinical question."""
